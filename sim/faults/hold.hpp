#pragma once

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// Keeps each segment that would enter the device's link in `direction` and lets all of them go, in
/// their order, when it is healed. Nothing is lost and nothing closed.
///
/// TCP repeats what is not acknowledged, and the repeats are kept as well; an end that gives up
/// meanwhile (ETIMEDOUT) has done so. turmoil's word, whose `release` is `heal` here.
class Hold final : public DeviceFault {
public:
    static Fields<Hold> fields() {
        return device_fields<Hold>("hold",
                                   "keeps a device's segments, in order, and lets them go once "
                                   "healed: nothing is lost")
            .optional("direction", &Hold::direction_,
                      "up is from the device to the broker, down the way back")
            .shorthand("device");
    }
    void on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) override {
        if (covers(direction_, segment.direction())) segment.hold(*this);
    }

private:
    Directions direction_ = Directions::both;
};

}  // namespace breakwire::sim
