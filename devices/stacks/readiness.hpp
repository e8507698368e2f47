#pragma once

#include <sys/epoll.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cstdint>
#include <vector>

#include "sim/io/time_driver.hpp"

namespace breakwire::devices {

/// Tells the owners of any number of descriptors when these are ready (level-triggered).
///
/// One epoll set of our own, itself watched by Asio as a single descriptor: half a kilobyte less a
/// device than Asio's own descriptors, and no system call to re-arm each (research: 10,000 devices
/// take 1.2 instead of 1.6 KiB each). What is ready comes at the present instant of simulated time.
class Readiness {
public:
    class Watcher {
    public:
        virtual ~Watcher() = default;
        /// May watch, forget and close any descriptor.
        virtual void on_ready() = 0;
    };
    using Ticket = std::uint64_t;  ///< never 0

    Readiness(boost::asio::io_context& io, sim::TimeDriver& driver);

    /// Ready to read counts at first; the end and errors always do.
    Ticket watch(int descriptor, Watcher& watcher);
    /// What counts from now on.
    void change(Ticket ticket, int descriptor, bool reading, bool writing);
    /// To be called before or after the descriptor is closed.
    void forget(Ticket ticket, int descriptor);

private:
    struct Slot {
        Watcher* watcher = nullptr;
        std::uint32_t generation = 0;
    };
    void wait();
    void tell();
    void tell(const epoll_event& event);
    void control(int operation, int descriptor, Ticket ticket, std::uint32_t events);

    boost::asio::posix::stream_descriptor set_;
    sim::TimeDriver& driver_;
    std::vector<Slot> slots_;
    std::vector<std::uint32_t> free_;
};

}  // namespace breakwire::devices
