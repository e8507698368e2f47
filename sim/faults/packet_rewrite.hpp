#pragma once

#include "sim/faults/packet_edits.hpp"
#include "sim/faults/packet_fault.hpp"

namespace breakwire::sim {

/// Sends chosen packets on with other values in some of their fields.
///
/// The packet is encoded anew in its connection's version, so lengths fit again, and optional parts
/// take their shortest form. The match has to name the kinds of packet, and each of them needs a
/// place for every key of `set`. Malformed packets pass as they are.
class PacketRewrite final : public PacketFault {
public:
    static Fields<PacketRewrite> fields() {
        return packet_fields<PacketRewrite>("packet_rewrite",
                                            "changes fields of chosen packets on their way")
            .required("set", &PacketRewrite::set_, "the new values, e.g. {session_present: false}");
    }
    void validate(const Places& at) const;

protected:
    void act(PacketInFlight& packet) override;

private:
    PacketEdits set_;
};

}  // namespace breakwire::sim
