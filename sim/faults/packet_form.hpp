#pragma once

#include "sim/faults/packet_edits.hpp"
#include "sim/mqtt/value_types.hpp"

namespace breakwire::sim {

/// A packet written by field names, the forbidden included:
/// `{type: puback, packet_id: 7, reason: 0x10}`. What is not named has its default: an empty
/// packet, QoS 0, a clean connect without keep alive.
struct PacketForm : PacketEdits {
    std::optional<mqtt::PacketType> type;

    static Fields<PacketForm> fields();
    void validate(const Places& at) const;

    /// The packet for a connection of `version`; 3.1.1 leaves properties and most codes out.
    mqtt::Packet packet(mqtt::Version version) const;
    Bytes octets(mqtt::Version version) const;
};

}  // namespace breakwire::sim
