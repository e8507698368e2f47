#pragma once

#include "sim/base/timers.hpp"
#include "sim/net/socket.hpp"
#include "sim/record/recorder.hpp"

namespace breakwire::devices {

/// What all devices of a case share. Owned by whoever wires the case together; it outlives every
/// device, and what it names outlives it.
struct World {
    Timers& timers;
    sim::Dialer& dialer;
    sim::Recorder& recorder;
};

}  // namespace breakwire::devices
