#pragma once

#include "devices/processes/program_host.hpp"
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
    /// For devices that are programs; may be absent where there are none.
    MakeProgramHost make_program_host = nullptr;
};

}  // namespace breakwire::devices
