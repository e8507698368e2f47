#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/value_type.hpp"

namespace breakwire::scenarios {

/// How values lie between two ends: at equal distances, or each so many times the one before.
enum class Spacing { linear, log };

/// Values of a parameter from one end to the other, both included where the step allows it. Ends
/// are durations, or numbers with the same unit behind them or none: "1s", "5%", "64kbit/s".
struct ValueRange {
    std::string from;
    std::string to;
    std::optional<std::string> step{};     ///< from each to the next
    std::optional<std::uint32_t> steps{};  ///< or how many values there are, ends included
    Spacing spacing = Spacing::linear;

    /// More in one parameter than this is a mistake.
    static constexpr std::size_t most = 1000;

    /// Each as one would type it, with the unit of the ends. Values between the ends are rounded to
    /// four significant digits unless a step says where they are; where both ends are whole numbers
    /// without a unit or octets, so are all. Nothing, and why in `problem`, if that cannot be.
    std::vector<std::string> values(std::string& problem) const;
};

/// "0%..30%:7" for so many values, "1s..60s:5s" for a step, "1s..60s:log7" for values spaced
/// logarithmically; nothing if it is a value like any other.
std::optional<ValueRange> parse_value_range(const std::string& text);

}  // namespace breakwire::scenarios

namespace breakwire {

template <>
struct EnumNames<scenarios::Spacing> {
    static std::vector<std::pair<std::string, scenarios::Spacing>> names() {
        return {{"linear", scenarios::Spacing::linear}, {"log", scenarios::Spacing::log}};
    }
};

}  // namespace breakwire
