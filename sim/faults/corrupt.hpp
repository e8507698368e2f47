#pragma once

#include "sim/faults/chance.hpp"
#include "sim/faults/segment_fault.hpp"

namespace breakwire::sim {

/// Who notices that a segment is damaged.
enum class DamageCheck {
    frame,  ///< the receiver's network card, by the frame's check sequence
    tcp,    ///< nobody before the receiver's TCP: it happened where no frame protects, in a router
};

}  // namespace breakwire::sim

template <>
struct breakwire::EnumNames<breakwire::sim::DamageCheck> {
    static std::vector<std::pair<std::string, sim::DamageCheck>> names() {
        return {{"frame", sim::DamageCheck::frame}, {"tcp", sim::DamageCheck::tcp}};
    }
};

namespace breakwire::sim {

/// Some segments of the device's link arrive damaged. TCP's checksum fails there, or that of the
/// frame before it, so they are discarded without a word and sent again: no application ever sees a
/// damaged octet. To damage what an application reads, rewrite packets.
///
/// It makes a difference to a board on Ethernet alone whose checksum it is: past the frame's, one
/// bit of TCP's header or octets is wrong, and the board's own TCP has to notice. What is no TCP is
/// then dropped all the same.
///
/// Source: netem's `corrupt PERCENT [CORRELATION]`; RFC 9293 section 3.1, Checksum; IEEE 802.3
/// section 3.2.9, Frame Check Sequence.
class Corrupt final : public SegmentFault, public Chance {
public:
    static Fields<Corrupt> fields() {
        return Chance::with_keys(
                   segment_fields<Corrupt>("corrupt",
                                           "damages segments of a device's link; their checksum "
                                           "fails, TCP resends"))
            .optional("caught_by", &Corrupt::caught_by_,
                      "whose checksum fails, of a board on Ethernet: the frame's, so that it is "
                      "dropped on arrival, or TCP's, which is the board's own");
    }

protected:
    void act(SegmentInFlight& segment, const Luck& luck, std::uint64_t ordinal) override {
        if (!draws_.of(segment).next(*this, luck, "corrupt", ordinal)) return;
        if (caught_by_ == DamageCheck::frame) return segment.lose();
        segment.damage(luck.bits("bit", ordinal));
    }

private:
    DamageCheck caught_by_ = DamageCheck::frame;
    EachWay<ChanceDraws> draws_;
};

}  // namespace breakwire::sim
