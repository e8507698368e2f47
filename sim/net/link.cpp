#include "sim/net/link.hpp"

#include <algorithm>

namespace breakwire::sim {

LinkDirection::LinkDirection(const LinkSettings& settings, std::optional<DataRate> rate,
                             const Luck& luck)
    : delay_(settings.delay),
      jitter_(settings.jitter),
      rate_(rate),
      queue_limit_(settings.queue_limit),
      luck_(luck) {}

std::optional<Instant> LinkDirection::carry(Instant now, const SegmentInFlight& segment) {
    Instant sent = std::max(now, idle_from_);
    if (const auto rate = rate_for(segment)) {
        if (!has_room(now, segment.size(), *rate)) return std::nullopt;
        sent += rate->time_for(segment.size());
        idle_from_ = sent;
    }
    last_arrival_ = std::max(last_arrival_, sent + delay_for(segment));
    return last_arrival_;
}

std::optional<DataRate> LinkDirection::rate_for(const SegmentInFlight& segment) const {
    if (!rate_ || !segment.rate()) return rate_ ? rate_ : segment.rate();
    return std::min(*rate_, *segment.rate());
}

/// A segment that finds the transmitter idle does not wait, whatever its size.
bool LinkDirection::has_room(Instant now, std::size_t size, DataRate rate) const {
    if (!queue_limit_ || idle_from_ <= now) return true;
    const double seconds = std::chrono::duration<double>(idle_from_ - now).count();
    const double waiting = seconds * static_cast<double>(rate.bits_per_second) / 8;
    return waiting + static_cast<double>(size) <= static_cast<double>(queue_limit_->bytes);
}

Duration LinkDirection::delay_for(const SegmentInFlight& segment) {
    Duration delay = delay_ + segment.delay();
    if (jitter_ > Duration{}) delay += luck_.uniform("jitter", carried_, -jitter_, jitter_);
    ++carried_;
    return delay;
}

Link::Link(const LinkSettings& settings, const Luck& luck)
    : up_(settings, settings.rate_up ? settings.rate_up : settings.rate, luck.of("up")),
      down_(settings, settings.rate_down ? settings.rate_down : settings.rate, luck.of("down")) {}

}  // namespace breakwire::sim
