#include "sim/record/recorder.hpp"

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

void Recorder::drop_first() {
    events_.pop_front();
    --told_;
}

}  // namespace breakwire::sim
