#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/base/value_type.hpp"

namespace breakwire {

/// What drives simulated time.
struct TimeMode {
    enum class Kind {
        jumps,   ///< `virtual`: nothing waits; everybody is led in lock-step
        wall,    ///< the wall clock, 1:1
        scaled,  ///< the wall clock times `factor`
    };

    Kind kind = Kind::wall;
    double factor = 1.0;  ///< above 0; simulated seconds per second of wall time

    bool operator==(const TimeMode&) const = default;
    bool jumps() const { return kind == Kind::jumps; }

    /// "virtual", "wall", "scaled:20"; the same that `parse_time_mode` reads.
    std::string text() const;
};

/// Nothing if `text` is something else or the factor is not above 0 and up to 1000.
std::optional<TimeMode> parse_time_mode(std::string_view text);

template <>
struct ValueType<TimeMode> {
    static std::string name() { return "virtual | wall | scaled:N"; }
    static nlohmann::json schema() {
        return {{"type", "string"}, {"pattern", "^(virtual|wall|scaled:[0-9.]+)$"}};
    }
    static std::optional<TimeMode> read(const Node& node, Mistakes& mistakes);
    static std::string text(const TimeMode& value) { return value.text(); }
};

}  // namespace breakwire
