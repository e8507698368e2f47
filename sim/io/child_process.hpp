#pragma once

#include <sys/types.h>

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/io/time_driver.hpp"

namespace breakwire::sim {

/// What to run and in what surroundings.
struct ChildCommand {
    std::vector<std::string> arguments;  ///< the first is the program, searched for in PATH
    std::vector<std::pair<std::string, std::string>> environment{};  ///< added to ours
    std::filesystem::path directory{};                               ///< ours if empty
    /// The process group to join; one of its own if none is given, ended as a whole.
    std::optional<pid_t> group{};
    /// Descriptors of ours that it keeps, under the same numbers.
    std::vector<int> inherited{};
    /// Its code and data lie where they lie in every run (no address space layout randomization).
    bool fixed_addresses = false;
    /// Led in lock-step: time passes only while its threads sleep.
    bool has_threads = false;
};

/// How a child ended.
struct ChildExit {
    int code = 0;    ///< meaningless if a signal ended it
    int signal = 0;  ///< 0 if it exited by itself
    /// "exit status 0", "signal 9".
    std::string text() const;
};

/// A program started by us, whose output and end come as events of simulated time.
///
/// It gets SIGKILL when this process dies (unless it changes its user id: Linux then drops the
/// arrangement) and when this object goes. Standard input is empty.
class ChildProcess {
public:
    struct Events {
        /// Each whole line of standard output and error, without its end; a last one may lack it.
        std::function<void(std::string_view line)> on_line;
        /// Once, after the last line. The child has been reaped.
        std::function<void(const ChildExit&)> on_exit;
    };

    /// Throws `EnvironmentError` if the program cannot be started. Not from inside the kernel.
    ChildProcess(boost::asio::io_context& io, TimeDriver& driver, const ChildCommand& command,
                 Events events);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    pid_t pid() const;
    bool running() const;
    /// Passed over once the child has ended.
    void signal(int number);

    // For whoever leads the child and knows when it does something:

    /// Takes all output but the last octet: a child that writes much need not wait, and whoever
    /// looks still sees that there is something to be read.
    void relieve_output();
    /// Tells the lines that are there, without waiting for Asio to notice.
    void read_output();
    /// Waits up to `limit` of wall time for the child's end and tells it. Returns whether it ended.
    bool await_end(std::chrono::milliseconds limit);

private:
    class Watch;
    std::shared_ptr<Watch> watch_;
};

}  // namespace breakwire::sim
