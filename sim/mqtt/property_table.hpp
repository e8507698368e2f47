#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "sim/mqtt/properties.hpp"
#include "sim/mqtt/version.hpp"

namespace breakwire::mqtt {

/// The data types of MQTT 5.0 section 1.5 that properties use.
enum class WireType : std::uint8_t { byte, two_byte, four_byte, varint, string, binary, pair };

/// Where a property list stands: in a packet, named by its `PacketType`, or in the will.
using Place = std::uint8_t;
inline constexpr Place in_will = 0;
constexpr Place in_packet(PacketType type) { return static_cast<Place>(type); }

/// A set of places, one bit each.
using Places = std::uint16_t;
constexpr Places bit(Place place) { return static_cast<Places>(1U << place); }

/// One row of table 2-4.
struct PropertyInfo {
    PropertyId id{};
    std::string_view name;  ///< snake_case, as the enumerator is written
    WireType type{};
    Places allowed = 0;
    Places repeatable = 0;  ///< where it may stand more than once
    std::uint32_t smallest = 0;
    std::uint32_t largest = 0;  ///< both for integers only

    bool allowed_in(Place place) const { return (allowed & bit(place)) != 0; }
    bool repeatable_in(Place place) const { return (repeatable & bit(place)) != 0; }
};

/// All 27, by rising identifier.
std::span<const PropertyInfo> all_properties();

/// The row of an identifier as read from the wire; null if there is none.
const PropertyInfo* property_info(std::uint32_t id);
inline const PropertyInfo* property_info(PropertyId id) {
    return property_info(static_cast<std::uint32_t>(id));
}

/// "session_expiry_interval"; "unknown_property" for a number cast into the type.
std::string_view name(PropertyId id);

/// The property with that name, if there is one.
std::optional<PropertyId> property_named(std::string_view text);

}  // namespace breakwire::mqtt
