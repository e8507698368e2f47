#pragma once

#include "devices/connect_window.hpp"
#include "sim/base/timers.hpp"
#include "sim/io/time_driver.hpp"
#include "sim/net/socket.hpp"
#include "sim/record/recorder.hpp"

namespace boost::asio {
class io_context;
}

namespace breakwire::devices {

/// What all devices of a case share. Owned by whoever wires the case together; everything in it
/// outlives every device. `io` and `driver` may be null where no device talks through a real
/// descriptor (stack `packet`); `libmosquitto` needs both.
struct World {
    Timers& timers;
    sim::Dialer& dialer;
    sim::Recorder& recorder;
    boost::asio::io_context* io = nullptr;
    sim::TimeDriver* driver = nullptr;
    ConnectWindow window{timers};
};

}  // namespace breakwire::devices
