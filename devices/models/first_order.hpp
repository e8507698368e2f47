#pragma once

#include <optional>

#include "sim/base/time.hpp"

namespace breakwire::devices {

/// A quantity that follows its target as a valve, a heater or a motor does: the distance shrinks by
/// a factor e each time constant.
class FirstOrder {
public:
    /// At rest at `initial`. `time_constant` 0 jumps at once.
    FirstOrder(Duration time_constant, double initial)
        : tau_(time_constant), from_(initial), target_(initial) {}

    double at(Instant now) const;
    double target() const { return target_; }
    void aim(Instant now, double target);

    /// When it is `distance` away from `value`, on the way to its target, for the first time after
    /// it was aimed; nothing if it never is.
    std::optional<Instant> when_away(double value, double distance) const;
    /// When less than 1 % of the way is left.
    Instant settled() const;

private:
    Duration tau_;
    double from_;
    double target_;
    Instant aimed_{};
};

}  // namespace breakwire::devices
