#include "sim/record/recorder.hpp"

#include <algorithm>

namespace breakwire::sim {

std::uint64_t Recorder::add(EventBody body) {
    const std::uint64_t number = ++count_;
    events_.push_back({number, now_(), std::move(body)});
    if (!telling_) tell();
    return number;
}

void Recorder::tell() {
    telling_ = true;
    try {
        while (told_ < events_.size()) {
            const Event& event = events_[told_++];
            for (std::size_t i = 0; i < listeners_.size(); ++i) listeners_[i](event);
            if (forgets_) drop_first();
        }
    } catch (...) {
        telling_ = false;  // a full disk, say: who comes after hears of later events
        throw;
    }
    telling_ = false;
}

const Event* Recorder::from(std::uint64_t number) const {
    if (events_.empty() || events_.back().number < number) return nullptr;
    if (events_.back().number == number) return &events_.back();
    return &*std::ranges::lower_bound(events_, number, {}, &Event::number);
}

void Recorder::prune(Instant until, const Wanted& wanted) {
    if (telling_) return;
    const auto first = events_.begin() + static_cast<std::ptrdiff_t>(pruned_);
    const auto last = std::lower_bound(
        first, events_.end(), until, [](const Event& event, Instant at) { return event.at < at; });
    const auto kept = std::remove_if(first, last, [&](const Event& each) { return !wanted(each); });
    pruned_ = static_cast<std::size_t>(kept - events_.begin());
    told_ -= static_cast<std::size_t>(last - kept);
    events_.erase(kept, last);
}

void Recorder::drop_first() {
    events_.pop_front();
    --told_;
}

}  // namespace breakwire::sim
