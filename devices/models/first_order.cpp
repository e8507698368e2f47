#include "devices/models/first_order.hpp"

#include <cmath>

namespace breakwire::devices {

double FirstOrder::at(Instant now) const {
    if (tau_ == Duration{}) return target_;
    const auto elapsed = static_cast<double>((now - aimed_).count());
    return target_ + (from_ - target_) * std::exp(-elapsed / static_cast<double>(tau_.count()));
}

void FirstOrder::aim(Instant now, double target) {
    from_ = at(now);
    target_ = target;
    aimed_ = now;
}

/// Solves target + (from - target) exp(-t / tau) = goal for t.
std::optional<Instant> FirstOrder::when_away(double value, double distance) const {
    const double goal = target_ > from_ ? value + distance : value - distance;
    const double left = (goal - target_) / (from_ - target_);
    if (from_ == target_ || left <= 0) return std::nullopt;
    if (left >= 1 || tau_ == Duration{}) return aimed_;
    const double elapsed = -std::log(left) * static_cast<double>(tau_.count());
    return aimed_ + Duration(static_cast<Duration::rep>(std::ceil(elapsed)));
}

Instant FirstOrder::settled() const {
    constexpr double ln_100 = 4.605170185988092;
    return aimed_ + Duration(static_cast<Duration::rep>(
                        std::ceil(ln_100 * static_cast<double>(tau_.count()))));
}

}  // namespace breakwire::devices
