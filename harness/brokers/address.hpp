#pragma once

#include <cstdint>
#include <string>

namespace breakwire::harness {

/// Where a broker listens: an IPv4 address in 127.0.0.0/8 and a TCP port.
struct Address {
    std::string host;
    std::uint16_t port = 1883;
    bool operator==(const Address&) const = default;

    std::string text() const { return host + ':' + std::to_string(port); }
};

}  // namespace breakwire::harness
