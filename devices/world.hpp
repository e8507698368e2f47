#pragma once

#include <functional>
#include <string>

#include "devices/processes/program_host.hpp"
#include "sim/base/timers.hpp"
#include "sim/io/device_door.hpp"
#include "sim/net/socket.hpp"
#include "sim/record/recorder.hpp"

namespace breakwire::devices {

/// Where a device's own certificate and what it trusts lie, in PEM.
struct TlsFiles {
    std::string authority;
    std::string certificate;
    std::string key;
};

/// Makes the real address at which a device's library finds the broker; what it dials goes to
/// `dialer`, which must outlive it. Throws `EnvironmentError` if the device's address is taken.
using MakeDoor = std::function<std::unique_ptr<sim::DeviceDoor>(
    const std::string& device, const std::string& address, sim::Dialer& dialer)>;

/// What all devices of a case share. Owned by whoever wires the case together; it outlives every
/// device, and what it names outlives it.
struct World {
    Timers& timers;
    sim::Dialer& dialer;
    sim::Recorder& recorder;
    /// For devices that are programs; may be absent where there are none.
    MakeProgramHost make_program_host = nullptr;
    /// For client libraries that insist on sockets of the machine's own; absent in virtual time.
    MakeDoor make_door = nullptr;
    /// Writes the files of a device that speaks TLS; may be absent where there are none.
    std::function<TlsFiles(const std::string& device)> write_tls_files = nullptr;
};

}  // namespace breakwire::devices
