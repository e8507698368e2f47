#pragma once

#include "sim/faults/packet_fault.hpp"

namespace breakwire::sim {

/// Takes whole packets out of the stream. TCP notices nothing: its octets are acknowledged, and the
/// packets around it stay whole. No network does this, but a broken peer or gateway does.
class PacketDrop final : public PacketFault {
public:
    static Fields<PacketDrop> fields() {
        return packet_fields<PacketDrop>(
            "packet_drop", "takes chosen packets out of the stream; TCP notices nothing");
    }

protected:
    void act(PacketInFlight& packet) override { packet.drop(); }
};

}  // namespace breakwire::sim
