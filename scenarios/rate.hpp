#pragma once

#include "sim/base/value_type.hpp"

namespace breakwire::scenarios {

/// How often something happens, typed as "20/s", "90/m" or "0.5/h". Always above zero.
struct Rate {
    double per_second = 1;

    /// The mean time between two.
    Duration gap() const;
    std::string text() const;  ///< as it is typed
};

std::optional<Rate> parse_rate_of_events(std::string_view text);

}  // namespace breakwire::scenarios

namespace breakwire {

template <>
struct ValueType<scenarios::Rate> {
    static std::string name() { return "rate"; }
    static nlohmann::json schema();
    static std::optional<scenarios::Rate> read(const Node& node, Mistakes& mistakes);
    static std::string text(scenarios::Rate value) { return value.text(); }
};

}  // namespace breakwire
