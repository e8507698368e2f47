#pragma once

#include <sys/socket.h>

#include <cstdint>

namespace breakwire::timeshim {

/// One side of a connection of the simulated world, which knows IPv4 alone. Host byte order.
struct Endpoint {
    std::uint32_t address;
    std::uint16_t port;
};

/// Reads an address of AF_INET, or of AF_INET6 if it stands for one of IPv4: mapped, "::" or "::1".
/// Returns whether it could.
bool read_endpoint(const sockaddr* address, socklen_t size, Endpoint& endpoint);

/// Writes `endpoint` as accept() and its kin return it to a socket of `family`: cut off at `*size`,
/// which then is the full size. Null pointers are left alone.
void write_endpoint(Endpoint endpoint, sa_family_t family, sockaddr* address, socklen_t* size);

}  // namespace breakwire::timeshim
