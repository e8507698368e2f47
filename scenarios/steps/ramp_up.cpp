#include "scenarios/steps/ramp_up.hpp"

namespace breakwire::scenarios {

Duration RampUp::gap(std::size_t count) const {
    if (rate) return rate->gap();
    return count == 0 ? Duration{} : within / static_cast<Duration::rep>(count);
}

}  // namespace breakwire::scenarios

namespace breakwire {

nlohmann::json ValueType<scenarios::RampUp>::schema() {
    return {{"anyOf", nlohmann::json::array(
                          {ValueType<Duration>::schema(), ValueType<scenarios::Rate>::schema()})}};
}

std::optional<scenarios::RampUp> ValueType<scenarios::RampUp>::read(const Node& node,
                                                                    Mistakes& mistakes) {
    if (node.is_scalar()) {
        if (const auto rate = scenarios::parse_rate_of_events(node.text)) {
            return scenarios::RampUp{rate, {}};
        }
        const auto within = parse_duration(node.text);
        if (within && *within > Duration{}) return scenarios::RampUp{{}, *within};
    }
    expected(node, mistakes, "how many connect in what time, such as 200/s, or 10s for all");
    return std::nullopt;
}

}  // namespace breakwire
