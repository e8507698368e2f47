#pragma once

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// Holds each segment back by `by`, give or take up to `jitter` (uniform), on top of the link's own
/// delay.
///
/// Both are durations for one direction: with `both`, a round trip grows by twice `by`. Segments
/// never overtake: a late one holds up those behind it, as TCP would. Luck is keyed by the
/// segment's ordinal, so what one draws does not depend on what others did. The words are netem's.
class Delay final : public DeviceFault {
public:
    static Fields<Delay> fields() {
        return device_fields<Delay>("delay", "holds each segment of a device's link back")
            .required("by", &Delay::by_, "how long, per direction, e.g. 20ms")
            .optional("jitter", &Delay::jitter_, "uniform spread around it; may not exceed `by`")
            .optional("direction", &Delay::direction_,
                      "up is from the device to the broker, down the way back");
    }
    void validate(const Places& at) const {
        DeviceFault::validate(at);
        if (jitter_ > by_) at.fail("jitter", "is larger than by");
    }
    void on_segment(SegmentInFlight& segment, const Luck& luck, std::uint64_t ordinal) override {
        if (!covers(direction_, segment.direction())) return;
        segment.delay_by(by_ + luck.uniform("delay", ordinal, -jitter_, jitter_));
    }

private:
    Duration by_{};
    Duration jitter_{};
    Directions direction_ = Directions::both;
};

}  // namespace breakwire::sim
