#pragma once

#include "sim/faults/packet_fault.hpp"

namespace breakwire::sim {

/// Sends chosen packets twice, octet for octet the same and one right behind the other; the second
/// PUBLISH has no DUP of its own.
class PacketDuplicate final : public PacketFault {
public:
    static Fields<PacketDuplicate> fields() {
        return packet_fields<PacketDuplicate>("packet_duplicate",
                                              "sends chosen packets twice, octet for octet");
    }

protected:
    void act(PacketInFlight& packet) override { packet.duplicate(); }
};

}  // namespace breakwire::sim
