#pragma once

#include "sim/faults/reordering.hpp"
#include "sim/faults/segment_fault.hpp"

namespace breakwire::sim {

/// Some segments of the device's link skip its delay and arrive before those that are under way.
/// TCP puts them in order again; those that came early wait for those that did not.
///
/// It needs a delay: the link's own, or that of a fault installed before. Where there is none it
/// hits nothing. Source: netem's `reorder`.
class Reorder final : public SegmentFault, public Reordering {
public:
    static Fields<Reorder> fields() {
        return Reordering::with_keys(segment_fields<Reorder>(
            "reorder", "lets segments of a device's link overtake those under way"));
    }
    void validate(const Places& at) const {
        DeviceFault::validate(at);
        Reordering::validate(at);
    }

protected:
    void act(SegmentInFlight& segment, const Luck& luck, std::uint64_t ordinal) override {
        draws_.of(segment).apply(segment, *this, luck, ordinal);
    }

private:
    EachWay<ReorderDraws> draws_;
};

}  // namespace breakwire::sim
