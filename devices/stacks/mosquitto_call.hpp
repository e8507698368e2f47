#pragma once

#include "devices/stacks/virtual_socket.hpp"
#include "sim/base/time.hpp"

namespace breakwire::devices {

/// While one lives, libmosquitto is called on behalf of one simulated device: it sees that device's
/// clock and that device's network.
///
/// The first one redirects what the library imports, once for the process: its sockets are virtual
/// (see `VirtualSocket`), its clock counts simulated time, and it may never wait. Every call into
/// the library that may look at the clock or open a socket stands in the scope of one; they do not
/// nest, since the library is not called from its own callbacks. All on the thread of the kernel.
/// Throws `EnvironmentError` if the installed library does not import what version 2.0 imports.
class MosquittoCall {
public:
    /// `uptime`: what CLOCK_MONOTONIC shows. `connection`: what a `socket` call opens, if it may.
    explicit MosquittoCall(Duration uptime, VirtualSocket* connection = nullptr);
    ~MosquittoCall();
    MosquittoCall(const MosquittoCall&) = delete;
    MosquittoCall& operator=(const MosquittoCall&) = delete;
};

}  // namespace breakwire::devices
