#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/node.hpp"

namespace breakwire::scenarios {

/// What was typed about a device, or about every device of a fleet.
struct TypedDevice {
    Place at;       ///< of its name
    Node settings;  ///< a fleet's without its count, and with {n} where the number goes
};

/// A device as it was typed. The devices layer reads the section; here it is a name with a place.
struct DeviceSection {
    std::string name;
    std::shared_ptr<const TypedDevice> typed;  ///< one for all devices of a fleet
    std::uint32_t number = 0;                  ///< in its fleet, from 1; 0: it is in none

    const Place& at() const { return typed->at; }
    /// What is said about it, with its number for {n}.
    Node settings() const;
    /// The value of one key of that; nothing if it is not there.
    std::optional<Node> setting(std::string_view key) const;
    /// Whether its `client:` has `key`.
    bool has_in_client(std::string_view key) const;
};

}  // namespace breakwire::scenarios
