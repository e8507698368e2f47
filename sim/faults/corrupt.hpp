#pragma once

#include "sim/faults/chance.hpp"
#include "sim/faults/segment_fault.hpp"

namespace breakwire::sim {

/// Some segments of the device's link arrive damaged. TCP's checksum fails there, so they are
/// discarded without a word and sent again: no application ever sees a damaged octet. To damage
/// what an application reads, rewrite packets.
///
/// Source: netem's `corrupt PERCENT [CORRELATION]`; RFC 9293 section 3.1, Checksum.
class Corrupt final : public SegmentFault, public Chance {
public:
    static Fields<Corrupt> fields() {
        return Chance::with_keys(segment_fields<Corrupt>(
            "corrupt", "damages segments of a device's link; their checksum fails, TCP resends"));
    }

protected:
    void act(SegmentInFlight& segment, const Luck& luck, std::uint64_t ordinal) override {
        if (draws_.of(segment).next(*this, luck, "corrupt", ordinal)) segment.lose();
    }

private:
    EachWay<ChanceDraws> draws_;
};

}  // namespace breakwire::sim
