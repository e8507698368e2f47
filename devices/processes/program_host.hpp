#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "sim/io/child_process.hpp"

namespace breakwire::devices {

/// The machine on which a program plays a device: one program at a time, with a way into the
/// virtual network as that device.
class ProgramHost {
public:
    struct Events {
        std::function<void(std::string_view line)> on_line;
        std::function<void(const sim::ChildExit&)> on_exit;
    };

    virtual ~ProgramHost() = default;
    /// The address at which the program finds the broker, or the name by which it is to look it up.
    virtual std::string broker_host() const = 0;
    virtual std::uint16_t broker_port() const = 0;

    /// Starts the program. Not from inside the kernel, and only while none is running. Throws
    /// `EnvironmentError`.
    virtual void launch(sim::ChildCommand command, Events events) = 0;
    virtual bool running() const = 0;
    /// To the program and its children. Passed over once it has ended.
    virtual void signal(int number) = 0;
    /// Cuts its power: it and its connections vanish without a word.
    virtual void vanish() = 0;
    /// Calls `what` at the present instant, outside of the kernel.
    virtual void soon(std::function<void()> what) = 0;
};

/// Makes the host of a device, given its name and its IPv4 address.
using MakeProgramHost = std::function<std::unique_ptr<ProgramHost>(const std::string& device,
                                                                   const std::string& address)>;

}  // namespace breakwire::devices
