#pragma once

#include "sim/faults/bad_spells.hpp"
#include "sim/faults/segment_fault.hpp"

namespace breakwire::sim {

/// From time to time the device's link is bad for a while: slower and lossy together, as a radio
/// link is in a fade or a handover. See `BadSpells`.
class BadState final : public SegmentFault, public BadSpells {
public:
    static Fields<BadState> fields() {
        return BadSpells::with_keys(
                   segment_fields<BadState>("bad_state",
                                            "spells in which a device's link is slower and lossy"))
            .example(
                "fault: {bad_state: {device: thermometer, every: 15s, for: 150ms, delay: 50ms, "
                "loss: 50%}}");
    }
    void validate(const Places& at) const {
        DeviceFault::validate(at);
        BadSpells::validate(at);
    }

protected:
    void act(SegmentInFlight& segment, const Luck& luck, std::uint64_t ordinal) override {
        // Both directions are bad together: the one that is seen first lends its luck.
        const Luck& common =
            spells_of_.try_emplace(std::string(segment.device()), luck).first->second;
        apply(segment, common, luck, ordinal);
    }

private:
    std::map<std::string, Luck> spells_of_;
};

}  // namespace breakwire::sim
