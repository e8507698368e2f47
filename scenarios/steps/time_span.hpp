#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

#include "sim/base/time.hpp"

namespace breakwire::scenarios {

/// How much simulated time something takes, as far as a scenario's waits and windows say: at least
/// and at most.
struct TimeSpan {
    Duration least{};
    Duration most{};
    bool open = false;   ///< on top of that, as long as the broker's own granularity makes it
    bool acted = false;  ///< somewhere in it the last action is another one

    TimeSpan& operator+=(const TimeSpan& next) {
        least += next.least;
        most += next.most;
        open = open || next.open;
        acted = acted || next.acted;
        return *this;
    }
    TimeSpan times(std::uint32_t count) const { return {least * count, most * count, open, acted}; }
    /// Both at the same time.
    TimeSpan beside(const TimeSpan& other) const {
        return {std::max(least, other.least), std::max(most, other.most), open || other.open,
                acted || other.acted};
    }
    /// If it may not happen at all.
    TimeSpan or_nothing() const { return {Duration{}, most, open, acted}; }

    /// "5s", "1s to 3s", "1s to 3s and the broker's own time".
    std::string text() const {
        const std::string span = (least == most ? "" : to_string(least) + " to ") + to_string(most);
        return open ? span + " and the broker's own time" : span;
    }
};

}  // namespace breakwire::scenarios
