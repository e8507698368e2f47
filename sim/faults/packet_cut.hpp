#pragma once

#include "sim/faults/packet_fault.hpp"

namespace breakwire::sim {

/// On which side of a packet something happens.
enum class CutWhen { before, after };

/// Ends the connection at a packet, e.g. after the third PUBREC.
///
/// `before`: the packet itself is lost with the connection; `after`: it is handed on first. The
/// connection ends as by the fault of that name (`rst`, `fin`), or `silent`: neither end hears of
/// the other again, and each finds out by its own timers. The device may connect again; a match
/// that counts starts anew then, see `times`.
class PacketCut final : public PacketFault {
public:
    static Fields<PacketCut> fields() {
        return packet_fields<PacketCut>("packet_cut", "ends the connection at a chosen packet")
            .optional("when", &PacketCut::when_, "before the packet, which is lost, or after it")
            .optional("how", &PacketCut::how_, "silent: neither end hears of the other again");
    }

protected:
    void act(PacketInFlight& packet) override {
        when_ == CutWhen::before ? packet.cut_before(how_) : packet.cut_after(how_);
    }

private:
    CutWhen when_ = CutWhen::after;
    Ending how_ = Ending::rst;
};

}  // namespace breakwire::sim

template <>
struct breakwire::EnumNames<breakwire::sim::CutWhen> {
    static std::vector<std::pair<std::string, sim::CutWhen>> names() {
        return {{"before", sim::CutWhen::before}, {"after", sim::CutWhen::after}};
    }
};
