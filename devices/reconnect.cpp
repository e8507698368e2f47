#include "devices/reconnect.hpp"

#include <algorithm>

namespace breakwire::devices {

std::optional<Duration> Reconnect::next() {
    if (settings_->policy == ReconnectPolicy::none) return std::nullopt;
    const Duration delay = base();
    ++failures_;
    const auto spread = std::chrono::duration_cast<Duration>(
        std::chrono::duration<double, Duration::period>(delay) * settings_->jitter);
    return luck_.uniform("reconnect", draws_++, delay - spread, delay + spread);
}

Duration Reconnect::base() const {
    if (settings_->policy == ReconnectPolicy::fixed) return settings_->delay;
    Duration delay = settings_->delay;
    for (unsigned i = 0; i < failures_ && delay < settings_->max; ++i) delay *= 2;
    return std::min(delay, settings_->max);
}

}  // namespace breakwire::devices
