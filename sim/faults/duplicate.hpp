#pragma once

#include "sim/faults/chance.hpp"
#include "sim/faults/segment_fault.hpp"

namespace breakwire::sim {

/// Some segments of the device's link come twice, one behind the other. TCP knows them by their
/// numbers and takes each octet once.
///
/// Source: netem's `duplicate PERCENT [CORRELATION]`; RFC 9293 section 3.10.7.4.
class Duplicate final : public SegmentFault, public Chance {
public:
    static Fields<Duplicate> fields() {
        return Chance::with_keys(
            segment_fields<Duplicate>("duplicate", "sends segments of a device's link twice"));
    }

protected:
    void act(SegmentInFlight& segment, const Luck& luck, std::uint64_t ordinal) override {
        if (draws_.of(segment).next(*this, luck, "duplicate", ordinal)) segment.duplicate();
    }

private:
    EachWay<ChanceDraws> draws_;
};

}  // namespace breakwire::sim
