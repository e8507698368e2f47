#pragma once

#include "sim/base/value_type.hpp"

namespace breakwire::devices {

/// A TCP address as typed: "lab-pi:4001", "127.0.0.1:0", "[::1]:4001".
struct HostPort {
    std::string host;  ///< a name or an address, without brackets
    std::uint16_t port = 0;

    /// Nothing if the host is empty or the port is no number from 0 to 65535.
    static std::optional<HostPort> parse(std::string_view text);
    std::string text() const;
    bool operator==(const HostPort&) const = default;
};

}  // namespace breakwire::devices

namespace breakwire {

template <>
struct ValueType<devices::HostPort> {
    static std::string name() { return "host:port"; }
    static nlohmann::json schema() { return {{"type", "string"}, {"pattern", "^.+:[0-9]+$"}}; }
    static std::optional<devices::HostPort> read(const Node& node, Mistakes& mistakes);
    static std::string text(const devices::HostPort& value) { return value.text(); }
};

}  // namespace breakwire
