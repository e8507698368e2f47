#pragma once

#include "scenarios/rate.hpp"

namespace breakwire::scenarios {

/// How many devices begin evenly, one after the other: so many a second ("200/s"), or all of them
/// within a time ("10s").
struct RampUp {
    std::optional<Rate> rate;
    Duration within{};  ///< where there is no rate

    /// From one device to the next, if they are `count`.
    Duration gap(std::size_t count) const;
    std::string text() const { return rate ? "at " + rate->text() : "over " + to_string(within); }
};

}  // namespace breakwire::scenarios

namespace breakwire {

template <>
struct ValueType<scenarios::RampUp> {
    static std::string name() { return "duration or rate"; }
    static nlohmann::json schema();
    static std::optional<scenarios::RampUp> read(const Node& node, Mistakes& mistakes);
    static std::string text(const scenarios::RampUp& value) { return value.text(); }
};

}  // namespace breakwire
