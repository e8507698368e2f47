#pragma once

#include <chrono>
#include <optional>

#include "sim/base/time.hpp"

namespace breakwire::sim {

/// How simulated time relates to the wall clock: a straight line through the first reading.
/// The only code that reads a clock.
class WallClock {
public:
    using Wall = std::chrono::steady_clock::time_point;

    /// `factor`: simulated seconds per second of wall time.
    explicit WallClock(double factor) : factor_(factor) {}

    /// The present; the first call is the start of simulated time.
    Instant now();

    /// When the wall clock reaches `when`; not before the first `now`.
    Wall wall(Instant when) const;

private:
    double factor_;
    std::optional<Wall> origin_;
};

}  // namespace breakwire::sim
