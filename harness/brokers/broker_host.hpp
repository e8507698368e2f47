#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <string_view>

#include "harness/brokers/address.hpp"
#include "sim/faults/process_port.hpp"
#include "sim/io/child_process.hpp"

namespace breakwire::harness {

/// The machine a broker's process runs on, as far as that depends on who owns time: the wall clock,
/// or the simulator, which leads the process in lock-step. One process at a time.
class BrokerHost {
public:
    struct Events {
        std::function<void(std::string_view line)> on_line;
        std::function<void(const sim::ChildExit&)> on_exit;
        /// It serves clients at its address, or why what serves there is not it.
        std::function<void(const std::string& problem)> on_ready;
    };

    virtual ~BrokerHost() = default;

    /// Not from inside the kernel. Throws `EnvironmentError` if the program cannot be started.
    virtual void launch(sim::ChildCommand command, const Address& address, Events events) = 0;
    /// Whether it becomes ready is of no interest any more.
    virtual void stop_looking() = 0;

    virtual bool running() const = 0;
    virtual pid_t process() const = 0;
    /// To the whole process group: brokers have helpers. Passed over once it has ended.
    virtual void signal(int number) = 0;
    /// Keeps it from running; calls `paused` once it does not run any more.
    virtual void pause(std::function<void()> paused) = 0;
    virtual void resume() = 0;
    /// CLOCK_REALTIME of its machine jumps, for every process to come as well. Returns whether the
    /// host can do that.
    virtual bool jump_clock(Duration) { return false; }
    /// See `sim::ProcessPort`.
    virtual bool fail_files(sim::FileOperation, int /*error*/) { return false; }
    /// Ends it at once and says nothing.
    virtual void end() = 0;
};

}  // namespace breakwire::harness
