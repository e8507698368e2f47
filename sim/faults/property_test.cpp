#include "sim/faults/property_test.hpp"

#include <algorithm>

namespace breakwire {

namespace sim {

namespace {

const mqtt::Properties& properties_of(const mqtt::Packet& packet) {
    static const mqtt::Properties none;
    return std::visit(
        [](const auto& body) -> const mqtt::Properties& {
            if constexpr (requires { body.properties; }) return body.properties;
            return none;
        },
        packet);
}

}  // namespace

bool PropertyTest::holds_for(const mqtt::Packet& packet) const {
    const mqtt::Properties& found = properties_of(packet);
    if (present && !found.has(*present)) return false;
    return std::ranges::all_of(values, [&](const mqtt::Property& wanted) {
        return std::ranges::find(found, wanted) != found.end();
    });
}

}  // namespace sim

nlohmann::json ValueType<sim::PropertyTest>::schema() {
    return {{"anyOf", nlohmann::json::array({ValueType<mqtt::PropertyId>::schema(),
                                             ValueType<mqtt::Properties>::schema()})}};
}

std::optional<sim::PropertyTest> ValueType<sim::PropertyTest>::read(const Node& node,
                                                                    Mistakes& mistakes) {
    if (node.is_scalar()) {
        const auto id = ValueType<mqtt::PropertyId>::read(node, mistakes);
        if (!id) return std::nullopt;
        return sim::PropertyTest{*id, {}};
    }
    auto values = ValueType<mqtt::Properties>::read(node, mistakes);
    if (!values) return std::nullopt;
    return sim::PropertyTest{std::nullopt, std::move(*values)};
}

}  // namespace breakwire
