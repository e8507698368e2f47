#pragma once

#include "sim/base/value_type.hpp"
#include "sim/mqtt/properties.hpp"

/// How MQTT 5.0 properties are typed in scenario files.
namespace breakwire {

/// Names with values: `{message_expiry_interval: 30, user_property: {room: "3"}}`.
///
/// A list of values writes the property once for each, also where the standard allows one. Numbers
/// have to fit the width of the property on the wire, not the range that the standard allows.
template <>
struct ValueType<mqtt::Properties> {
    static std::string name() { return "properties by name"; }
    static nlohmann::json schema();
    static std::optional<mqtt::Properties> read(const Node& node, Mistakes& mistakes);
    static std::string text(const mqtt::Properties& value) { return value.empty() ? "" : "{...}"; }
};

/// The name of a property, such as `topic_alias`.
template <>
struct ValueType<mqtt::PropertyId> {
    static std::string name() { return "property"; }
    static nlohmann::json schema();
    static std::optional<mqtt::PropertyId> read(const Node& node, Mistakes& mistakes);
    static std::string text(mqtt::PropertyId value);
};

}  // namespace breakwire
