#pragma once

#include "sim/mqtt/packet.hpp"
#include "sim/mqtt/property_values.hpp"

namespace breakwire::sim {

/// What the properties of a packet are asked: whether they name `present`, or have each of
/// `values`. A will's properties are not the packet's.
struct PropertyTest {
    std::optional<mqtt::PropertyId> present;
    mqtt::Properties values;

    bool holds_for(const mqtt::Packet& packet) const;
};

}  // namespace breakwire::sim

namespace breakwire {

/// `topic_alias`, or `{topic_alias: 3}`.
template <>
struct ValueType<sim::PropertyTest> {
    static std::string name() { return "property, or properties by name"; }
    static nlohmann::json schema();
    static std::optional<sim::PropertyTest> read(const Node& node, Mistakes& mistakes);
    static std::string text(const sim::PropertyTest&) { return "{...}"; }
};

}  // namespace breakwire
