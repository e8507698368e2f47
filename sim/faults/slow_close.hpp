#pragma once

#include "sim/faults/timed_fault.hpp"

namespace breakwire::sim {

/// A FIN arrives `by` later than it was sent: for so long the far end believes in a connection that
/// its peer has closed. Data and RST are not late.
///
/// The word is toxiproxy's.
class SlowClose final : public TimedFault {
public:
    static Fields<SlowClose> fields() {
        return device_fields<SlowClose>("slow_close", "the FINs of a device's connections are late")
            .required("by", &SlowClose::by_, "how late, e.g. 5s")
            .optional("direction", &SlowClose::direction_,
                      "up is from the device to the broker, down the way back");
    }
    void validate(const Places& at) const {
        DeviceFault::validate(at);
        if (by_ == Duration{}) at.fail("by", "must be longer than nothing");
    }
    void on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) override {
        const bool late = segment.seen().fin && covers(direction_, segment.direction());
        if (late) segment.hold(*this, now() + by_);
    }

private:
    Duration by_{};
    Directions direction_ = Directions::both;
};

}  // namespace breakwire::sim
