#include "devices/models/battery.hpp"

#include <algorithm>
#include <cmath>

namespace breakwire::devices {

Fields<BatterySettings> BatterySettings::fields() {
    return Fields<BatterySettings>("battery", "what a sensor lives on; empty, it goes off")
        .required("capacity", &BatterySettings::capacity, "in any unit the drains share")
        .optional("per_message", &BatterySettings::per_message, "drained by each publish")
        .optional("per_second", &BatterySettings::per_second, "drained while awake")
        .optional("per_second_asleep", &BatterySettings::per_second_asleep, "drained while asleep");
}

void BatterySettings::validate(const Places& at) const {
    if (capacity <= 0) at.fail("capacity", "is not above 0");
    if (per_message < 0) at.fail("per_message", "is negative");
    if (per_second < 0) at.fail("per_second", "is negative");
    if (per_second_asleep < 0) at.fail("per_second_asleep", "is negative");
}

void Battery::draw(Instant now, bool awake) {
    pass(now);
    rate_ = awake ? settings_->per_second : settings_->per_second_asleep;
}

void Battery::rest(Instant now) {
    pass(now);
    rate_ = 0;
}

void Battery::send(Instant now) {
    pass(now);
    left_ = std::max(0.0, left_ - settings_->per_message);
}

/// What rounding leaves counts as nothing, so that a battery is empty when it said it would be.
void Battery::pass(Instant now) {
    const std::chrono::duration<double> seconds = now - told_;
    told_ = now;
    left_ -= rate_ * seconds.count();
    if (left_ < settings_->capacity * 1e-9) left_ = 0;
}

std::optional<Instant> Battery::empty_at() const {
    const double seconds = left_ / rate_;
    // Beyond a century nobody waits, and a duration cannot hold it.
    if (rate_ <= 0 || seconds > 3e9) return std::nullopt;
    return told_ + Duration(static_cast<Duration::rep>(std::ceil(seconds * 1e9)));
}

}  // namespace breakwire::devices
