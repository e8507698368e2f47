#pragma once

#include "sim/base/value_type.hpp"
#include "sim/mqtt/version.hpp"

/// How the words of MQTT are typed in scenario files.
namespace breakwire {

template <>
struct EnumNames<mqtt::PacketType> {
    static std::vector<std::pair<std::string, mqtt::PacketType>> names();
};

/// "3.1.1" or "5.0"; a bare 5.0 is a number to YAML, and the schema allows it.
template <>
struct ValueType<mqtt::Version> {
    static std::string name() { return "3.1.1 | 5.0"; }
    static nlohmann::json schema() {
        return {{"enum", nlohmann::json::array({"3.1.1", "5.0", 5.0, 5})}};
    }
    static std::optional<mqtt::Version> read(const Node& node, Mistakes& mistakes);
    static std::string text(mqtt::Version value) { return std::string(to_string(value)); }
};

template <>
struct ValueType<mqtt::Qos> {
    static std::string name() { return "0 | 1 | 2"; }
    static nlohmann::json schema() { return {{"enum", nlohmann::json::array({0, 1, 2})}}; }
    static std::optional<mqtt::Qos> read(const Node& node, Mistakes& mistakes);
    static std::string text(mqtt::Qos value) { return std::to_string(static_cast<int>(value)); }
};

}  // namespace breakwire
