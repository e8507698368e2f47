#include "sim/faults/flap.hpp"

#include <algorithm>

namespace breakwire::sim {

Fields<Flap> Flap::fields() {
    return device_fields<Flap>("flap", "the device's link goes down and up by turns")
        .required("down_for", &Flap::down_for_, "how long it is down each time, e.g. 2s")
        .required("up_for", &Flap::up_for_, "how long it is up in between, e.g. 10s")
        .optional("jitter", &Flap::jitter_,
                  "uniform spread around both; must be less than either of them")
        .optional("direction", &Flap::direction_,
                  "up is from the device to the broker, down the way back");
}

void Flap::validate(const Places& at) const {
    DeviceFault::validate(at);
    if (down_for_ == Duration{}) at.fail("down_for", "must be longer than nothing");
    if (up_for_ == Duration{}) at.fail("up_for", "must be longer than nothing");
    const bool spreads = jitter_ > Duration{};
    if (spreads && jitter_ >= std::min(down_for_, up_for_)) {
        at.fail("jitter", "must be less than down_for and up_for");
    }
}

void Flap::on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) {
    if (covers(direction_, segment.direction()) && is_down()) segment.drop();
}

/// Goes through the spells up to the present one.
bool Flap::is_down() {
    if (spell_end_ == Instant::min()) {
        spell_end_ = began() + down_for_ + luck().uniform("spell", 0, -jitter_, jitter_);
    }
    while (spell_end_ <= now()) {
        ++spell_;
        spell_end_ += spell_ % 2 == 0 ? down_for_ : up_for_;
        spell_end_ += luck().uniform("spell", spell_, -jitter_, jitter_);
    }
    return spell_ % 2 == 0;
}

}  // namespace breakwire::sim
