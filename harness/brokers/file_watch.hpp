#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "sim/io/time_driver.hpp"

namespace breakwire::harness {

/// Tells when a file has been put in place: written and closed, or renamed over an older one.
class FileWatch {
public:
    /// The file's folder must exist; the file need not. `placed` is called once, unless this object
    /// goes first. Throws EnvironmentError if the kernel grants no watch.
    FileWatch(boost::asio::io_context& io, sim::TimeDriver& driver,
              const std::filesystem::path& file, std::function<void()> placed);
    ~FileWatch();
    FileWatch(const FileWatch&) = delete;
    FileWatch& operator=(const FileWatch&) = delete;

private:
    class Watch;
    std::shared_ptr<Watch> watch_;
};

}  // namespace breakwire::harness
