#pragma once

#include <functional>
#include <string>

#include "devices/processes/program_host.hpp"
#include "sim/base/timers.hpp"
#include "sim/net/socket.hpp"
#include "sim/record/recorder.hpp"

namespace breakwire::devices {

/// Where a device's own certificate and what it trusts lie, in PEM.
struct TlsFiles {
    std::string authority;
    std::string certificate;
    std::string key;
};

/// What all devices of a case share. Owned by whoever wires the case together; it outlives every
/// device, and what it names outlives it.
struct World {
    Timers& timers;
    sim::Dialer& dialer;
    sim::Recorder& recorder;
    /// For devices that are programs; may be absent where there are none.
    MakeProgramHost make_program_host = nullptr;
    /// Writes the files of a device that speaks TLS; may be absent where there are none.
    std::function<TlsFiles(const std::string& device)> write_tls_files = nullptr;
};

}  // namespace breakwire::devices
