#include "harness/wiring/drain.hpp"

#include <algorithm>

namespace breakwire::harness {

Drain::Drain(Timers& timers, sim::Recorder& recorder, const TimeMode& mode)
    : timers_(timers), quiet_(mode.jumps() ? 3s : 100ms), limit_(mode.jumps() ? 10s : 1s) {
    recorder.listen([this](const sim::Event& event) {
        if (event.as<sim::PacketSeen>() != nullptr) last_traffic_ = event.at;
    });
}

void Drain::begin() {
    began_ = last_traffic_ = timers_.now();
    look();
}

void Drain::look() {
    const Instant now = timers_.now();
    const Instant end = std::min(last_traffic_ + quiet_, began_ + limit_);
    if (now >= end) {
        finished_ = true;
        return;
    }
    timers_.at(end, [this] { look(); });
}

}  // namespace breakwire::harness
