#include "sim/faults/radio_sleep.hpp"

namespace breakwire::sim {

Fields<RadioSleep> RadioSleep::fields() {
    return device_fields<RadioSleep>("radio_sleep",
                                     "the device's radio sleeps: what is for it waits until it "
                                     "listens, what it sends wakes it")
        .required("mode", &RadioSleep::mode_,
                  "psm: until it reports by itself; edrx: until its next listening window")
        .required("cycle", &RadioSleep::cycle_, "from one window to the next, e.g. 81.92s")
        .required("window", &RadioSleep::window_, "how long it listens, e.g. 2.56s");
}

void RadioSleep::validate(const Places& at) const {
    DeviceFault::validate(at);
    if (window_ == Duration{}) at.fail("window", "must be longer than nothing");
    if (window_ >= cycle_) at.fail("window", "must be shorter than cycle");
}

int RadioSleep::begin(ConnectionPort& port) {
    port_ = &port;
    return 0;
}

void RadioSleep::on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) {
    const std::string device(segment.seen().device);
    Instant& last_active = last_active_.try_emplace(device, began()).first->second;
    const bool up = segment.direction() == Direction::up;
    if (!up && !listens(last_active)) return segment.hold(*this, next_window(last_active));
    last_active = now();
    if (up) port_->release(*this, device);
}

bool RadioSleep::listens(Instant last_active) const {
    if (now() < last_active + window_) return true;
    const Instant cycles_from = mode_ == SleepMode::edrx ? began() : last_active;
    return (now() - cycles_from) % cycle_ < window_;
}

Instant RadioSleep::next_window(Instant last_active) const {
    const Instant cycles_from = mode_ == SleepMode::edrx ? began() : last_active;
    return now() + cycle_ - (now() - cycles_from) % cycle_;
}

}  // namespace breakwire::sim
