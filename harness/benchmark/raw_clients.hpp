#pragma once

#include <cstddef>

#include "harness/runner/slots.hpp"

namespace breakwire::harness {

/// What it cost to bring clients up.
struct ConnectCost {
    std::size_t connected = 0;
    double wall_seconds = 0;
    double cpu_seconds = 0;  ///< of the thread that served them

    double per_second() const {
        return wall_seconds > 0 ? static_cast<double>(connected) / wall_seconds : 0;
    }
    double cpu_each_us() const { return cpu_seconds * 1e6 / static_cast<double>(connected); }
};

/// The floor under every client stack: `count` sockets on one epoll set, each from an address of
/// its own, with a CONNECT made by hand and the CONNACK not even decoded. At most `window` of them
/// are under way at once, because a listener's backlog is short. They connect to `to`; the
/// connections are closed again.
///
/// Throws EnvironmentError if the broker refuses or falls silent for 10 s.
ConnectCost connect_raw_clients(const AddressRange& addresses, const Address& to, std::size_t count,
                                std::size_t window);

}  // namespace breakwire::harness
