#include "sim/io/wall_clock.hpp"

#include "sim/base/invariant.hpp"

namespace breakwire::sim {
namespace {

/// Exact at 1:1, where a detour by floating point would cost precision after some days.
Duration scaled(Duration duration, double factor) {
    if (factor == 1.0) return duration;
    return Duration(static_cast<Duration::rep>(static_cast<double>(duration.count()) * factor));
}

}  // namespace

Instant WallClock::now() {
    const Wall present = std::chrono::steady_clock::now();
    if (!origin_) origin_ = present;
    return Instant(scaled(present - *origin_, factor_));
}

WallClock::Wall WallClock::wall(Instant when) const {
    BREAKWIRE_INVARIANT(origin_);
    return *origin_ + scaled(when.time_since_epoch(), 1.0 / factor_);
}

}  // namespace breakwire::sim
