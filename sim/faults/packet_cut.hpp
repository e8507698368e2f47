#pragma once

#include "sim/faults/packet_fault.hpp"

namespace breakwire::sim {

/// Where at a packet the connection ends.
enum class CutWhen { before, inside, after };

/// Ends the connection at a packet, e.g. after the third PUBREC.
///
/// `before`: the packet itself is lost with the connection; `inside`: its first `byte` octets still
/// pass, all of them if it has no more; `after`: it is handed on first. The connection ends as by
/// the fault of that name (`rst`, `fin`), or `silent`: neither end hears of the other again, and
/// each finds out by its own timers. The device may connect again; a match that counts starts anew
/// then, see `times`.
class PacketCut final : public PacketFault {
public:
    static Fields<PacketCut> fields() {
        return packet_fields<PacketCut>("packet_cut", "ends the connection at a chosen packet")
            .optional("when", &PacketCut::when_,
                      "before the packet, which is lost, inside or after it")
            .optional("byte", &PacketCut::byte_, "with inside: how many octets of it still pass")
            .optional("how", &PacketCut::how_, "silent: neither end hears of the other again");
    }
    void validate(const Places& at) const {
        DeviceFault::validate(at);
        const bool inside = when_ == CutWhen::inside;
        if (inside && !byte_) at.fail("when", "needs byte, the octets that still pass");
        if (!inside && byte_) at.fail("byte", "needs when: inside");
        if (byte_ == 0) at.fail("byte", "counts from 1; to cut at 0 is when: before");
    }

protected:
    void act(PacketInFlight& packet) override {
        if (when_ == CutWhen::before) packet.cut_before(how_);
        if (when_ == CutWhen::inside) packet.cut_inside(*byte_, how_);
        if (when_ == CutWhen::after) packet.cut_after(how_);
    }

private:
    CutWhen when_ = CutWhen::after;
    std::optional<std::uint32_t> byte_;
    Ending how_ = Ending::rst;
};

}  // namespace breakwire::sim

template <>
struct breakwire::EnumNames<breakwire::sim::CutWhen> {
    static std::vector<std::pair<std::string, sim::CutWhen>> names() {
        return {{"before", sim::CutWhen::before},
                {"inside", sim::CutWhen::inside},
                {"after", sim::CutWhen::after}};
    }
};
