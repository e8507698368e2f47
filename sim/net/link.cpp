#include "sim/net/link.hpp"

#include <algorithm>

namespace breakwire::sim {

LinkDirection::LinkDirection(const PathSettings& settings, const Luck& link_luck, const Luck& luck)
    : delay_(settings.delay),
      rate_(settings.rate),
      room_(settings.queue_limit),
      mtu_(settings.mtu) {
    if (settings.luck.none()) return;
    impairments_ = std::make_unique<Impairments>(settings.luck, link_luck, luck);
}

void LinkDirection::enter(SegmentInFlight& segment) {
    segment.delay_by(delay_);
    if (rate_) segment.limit_rate(*rate_);
    segment.limit_queue(room_);
    if (mtu_) segment.limit_size(mtu_->bytes);
    if (impairments_) impairments_->apply(segment);
    segment.forget_touch();  // no fault has done anything yet
}

std::optional<Instant> LinkDirection::carry(Instant now, const SegmentInFlight& segment) {
    Instant sent = std::max(now, idle_from_);
    if (const auto rate = segment.rate()) {
        if (!has_room(now, segment)) return std::nullopt;
        sent += rate->time_for(segment.size());
        idle_from_ = sent;
        departures_.push_back(sent);
    }
    if (segment.lost()) return std::nullopt;
    if (segment.overtakes()) return sent;
    last_arrival_ = std::max(last_arrival_, sent + std::max(segment.delay(), Duration{}));
    return last_arrival_;
}

/// A segment that finds the transmitter idle does not wait, whatever its size.
bool LinkDirection::has_room(Instant now, const SegmentInFlight& segment) {
    const auto waiting = std::ranges::upper_bound(departures_, now);
    departures_.erase(departures_.begin(), waiting);
    if (idle_from_ <= now) return true;
    const QueueRoom& room = segment.room();
    if (room.packets && departures_.size() >= *room.packets) return false;
    if (!room.bytes) return true;
    const double seconds = std::chrono::duration<double>(idle_from_ - now).count();
    const double ahead = seconds * static_cast<double>(segment.rate()->bits_per_second) / 8;
    return ahead + static_cast<double>(segment.size()) <= static_cast<double>(room.bytes->bytes);
}

Link::Link(const LinkSettings& settings, const Luck& luck)
    : up_(settings.path(Direction::up), luck, luck.of("up")),
      down_(settings.path(Direction::down), luck, luck.of("down")) {}

}  // namespace breakwire::sim
