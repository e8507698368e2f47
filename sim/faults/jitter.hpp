#pragma once

#include "sim/faults/segment_fault.hpp"
#include "sim/faults/spread.hpp"

namespace breakwire::sim {

/// Spreads the delays that the device's link has already: each segment's grows, or shrinks, by what
/// it draws, and is never less than nothing.
///
/// Segments do not overtake: a late one holds up those behind it.
class Jitter final : public SegmentFault {
public:
    static Fields<Jitter> fields() {
        return segment_fields<Jitter>("jitter", "spreads the delays of a device's link")
            .required("spread", &Jitter::spread_,
                      "5ms is uniform; or {dist: normal, by: 5ms}, see section jitter")
            .example(
                "fault: {jitter: {device: thermometer, spread: {dist: exponential, by: 50ms}}}");
    }

protected:
    void act(SegmentInFlight& segment, const Luck& luck, std::uint64_t ordinal) override {
        segment.delay_by(draws_.of(segment).next(spread_, luck, ordinal));
    }

private:
    Spread spread_;
    EachWay<SpreadDraws> draws_;
};

}  // namespace breakwire::sim
