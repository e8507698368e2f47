#include "sim/mqtt/value_types.hpp"

#include <algorithm>

namespace breakwire {

std::vector<std::pair<std::string, mqtt::PacketType>> EnumNames<mqtt::PacketType>::names() {
    std::vector<std::pair<std::string, mqtt::PacketType>> out;
    for (int type = 1; type <= 15; ++type) {
        std::string label(mqtt::name(static_cast<mqtt::PacketType>(type)));
        std::transform(label.begin(), label.end(), label.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        out.emplace_back(std::move(label), static_cast<mqtt::PacketType>(type));
    }
    return out;
}

std::optional<mqtt::Version> ValueType<mqtt::Version>::read(const Node& node, Mistakes& mistakes) {
    if (node.is_scalar() && node.text == "3.1.1") return mqtt::Version::v3_1_1;
    if (node.is_scalar() && (node.text == "5.0" || node.text == "5")) return mqtt::Version::v5_0;
    expected(node, mistakes, "an MQTT version, 3.1.1 or 5.0");
    return std::nullopt;
}

std::optional<mqtt::Qos> ValueType<mqtt::Qos>::read(const Node& node, Mistakes& mistakes) {
    for (const char* known : {"0", "1", "2"}) {
        if (node.is_scalar() && node.text == known) return static_cast<mqtt::Qos>(*known - '0');
    }
    expected(node, mistakes, "a quality of service, 0, 1 or 2");
    return std::nullopt;
}

}  // namespace breakwire
