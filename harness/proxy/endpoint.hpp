#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/base/value_type.hpp"

namespace breakwire::harness {

/// One end of TCP as it is typed: "broker.example:1883", "127.0.0.1:1883", or "1883" alone for this
/// machine.
struct Endpoint {
    std::string host = "127.0.0.1";  ///< a name or an IPv4 address
    std::uint16_t port = 0;          ///< 0 to listen on: any that is free

    bool operator==(const Endpoint&) const = default;
    std::string text() const { return host + ':' + std::to_string(port); }
};

std::optional<Endpoint> parse_endpoint(const std::string& text);

}  // namespace breakwire::harness

namespace breakwire {

template <>
struct ValueType<harness::Endpoint> {
    static std::string name() { return "address"; }
    static nlohmann::json schema() {
        return {{"type", {"string", "integer"}}, {"pattern", "^(.+:)?[0-9]+$"}};
    }
    static std::optional<harness::Endpoint> read(const Node& node, Mistakes& mistakes);
    static std::string text(const harness::Endpoint& value) { return value.text(); }
};

}  // namespace breakwire
