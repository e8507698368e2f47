#include "sim/record/recorder.hpp"

namespace breakwire::sim {

std::uint64_t Recorder::add(EventBody body) {
    events_.push_back({events_.size() + 1, now_(), std::move(body)});
    const std::uint64_t number = events_.back().number;
    if (!telling_) tell();
    return number;
}

void Recorder::tell() {
    telling_ = true;
    try {
        while (told_ < events_.size()) {
            const Event& event = events_[told_++];
            for (std::size_t i = 0; i < listeners_.size(); ++i) listeners_[i](event);
        }
    } catch (...) {
        telling_ = false;  // a full disk, say: who comes after hears of later events
        throw;
    }
    telling_ = false;
}

}  // namespace breakwire::sim
