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
    show_queue(segment);
    if (mtu_) segment.limit_size(mtu_->bytes);
    if (impairments_) impairments_->apply(segment);
    segment.forget_touch();  // no fault has done anything yet
}

std::optional<Instant> LinkDirection::carry(Instant now, const SegmentInFlight& segment) {
    Instant sent = std::max(now, idle_from_);
    if (const auto rate = segment.rate()) {
        if (!room_.takes(segment.size(), load_at(now))) return std::nullopt;
        sent += rate->time_for(segment.size());
        idle_from_ = sent;
        departures_.push_back({sent, segment.size()});
        load_.octets += segment.size();
        ++load_.packets;
    }
    if (segment.lost()) return std::nullopt;
    if (segment.overtakes()) return sent;
    last_arrival_ = std::max(last_arrival_, sent + std::max(segment.delay(), Duration{}));
    return last_arrival_;
}

const QueueLoad& LinkDirection::load_at(Instant now) {
    auto waiting = departures_.begin();
    for (; waiting != departures_.end() && waiting->sent <= now; ++waiting) {
        load_.octets -= waiting->size;
        --load_.packets;
    }
    departures_.erase(departures_.begin(), waiting);
    return load_;
}

Link::Ways::Ways(const LinkSettings& settings, const Luck& luck)
    : up(settings.path(Direction::up), luck, luck.of("up")),
      down(settings.path(Direction::down), luck, luck.of("down")) {}

Link::Link(const LinkSettings& settings, const Luck& luck)
    : ways_(std::make_unique<Ways>(settings, luck)) {
    if (ways_->up.without_conditions() && ways_->down.without_conditions()) ways_.reset();
}

void Link::enter(SegmentInFlight& segment) {
    if (ways_) return ways_->of(segment).enter(segment);
    segment.finds({});
    segment.forget_touch();
}

void Link::show_queue(SegmentInFlight& segment) {
    if (ways_) return ways_->of(segment).show_queue(segment);
    segment.finds({});
}

std::optional<Instant> Link::carry(Instant now, const SegmentInFlight& segment) {
    const bool late = segment.rate() || segment.delay() > Duration{};
    // Without conditions there is no luck either.
    if (!ways_ && late) ways_ = std::make_unique<Ways>(LinkSettings{}, Luck(0));
    if (ways_) return ways_->of(segment).carry(now, segment);
    return segment.lost() ? std::nullopt : std::optional(now);
}

}  // namespace breakwire::sim
