#pragma once

#include <memory>

#include "sim/base/timers.hpp"
#include "sim/io/time_driver.hpp"
#include "sim/net/socket.hpp"
#include "sim/record/recorder.hpp"

namespace boost::asio {
class io_context;
}

namespace breakwire::devices {

class Gateway;

/// What all devices of a case share. Owned by whoever wires the case together; it outlives every
/// device, and what it names outlives it. `io` and `driver` may be null where no device talks
/// through a real descriptor (stack `packet`); `libmosquitto` needs both.
struct World {
    Timers& timers;
    sim::Dialer& dialer;
    sim::Recorder& recorder;
    boost::asio::io_context* io = nullptr;
    sim::TimeDriver* driver = nullptr;
    /// The share of the clients that use real descriptors; they make it when they need it.
    std::shared_ptr<Gateway> gateway = nullptr;
};

}  // namespace breakwire::devices
