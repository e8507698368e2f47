#pragma once

#include "sim/faults/segment_fault.hpp"
#include "sim/faults/spread.hpp"

namespace breakwire::sim {

/// Holds each segment back by `by`, give or take `jitter`, on top of the link's own delay.
///
/// Both are for one direction: with `both`, a round trip grows by twice `by`. Segments never
/// overtake: a late one holds up those behind it, as TCP would. Luck is keyed by the segment's
/// ordinal, so what one draws does not depend on what others did. The words are netem's.
class Delay final : public SegmentFault {
public:
    static Fields<Delay> fields() {
        return segment_fields<Delay>("delay", "holds each segment of a device's link back")
            .required("by", &Delay::by_, "how long, per direction, e.g. 20ms")
            .optional("jitter", &Delay::jitter_,
                      "spread around it: 5ms is uniform and may not exceed `by`; a mapping says "
                      "how (explain jitter)");
    }
    void validate(const Places& at) const {
        DeviceFault::validate(at);
        if (jitter_.shape() == Dist::uniform && jitter_.by > by_) {
            at.fail("jitter", "is larger than by");
        }
    }

protected:
    void act(SegmentInFlight& segment, const Luck& luck, std::uint64_t ordinal) override {
        const Duration more = by_ + draws_.of(segment).next(jitter_, luck, ordinal);
        segment.delay_by(std::max(more, Duration{}));
    }

private:
    Duration by_{};
    Spread jitter_;
    EachWay<SpreadDraws> draws_;
};

}  // namespace breakwire::sim
