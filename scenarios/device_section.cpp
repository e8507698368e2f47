#include "scenarios/device_section.hpp"

#include "sim/base/numbered.hpp"

namespace breakwire::scenarios {

Node DeviceSection::settings() const {
    return number == 0 ? typed->settings : numbered(typed->settings, number);
}

std::optional<Node> DeviceSection::setting(std::string_view key) const {
    const Node* value = typed->settings.find(key);
    if (value == nullptr) return std::nullopt;
    return number == 0 ? *value : numbered(*value, number);
}

bool DeviceSection::has_in_client(std::string_view key) const {
    const Node* client = typed->settings.find("client");
    return client != nullptr && client->find(key) != nullptr;
}

}  // namespace breakwire::scenarios
