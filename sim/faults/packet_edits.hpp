#pragma once

#include "sim/base/fields.hpp"
#include "sim/mqtt/packet.hpp"

namespace breakwire::sim {

/// New values for fields of a packet, as typed under `set:`. The forbidden is allowed: a QoS of 3,
/// a topic with wildcards, packet identifier 0.
struct PacketEdits {
    std::optional<std::string> topic;
    std::optional<Bytes> payload;
    std::optional<std::uint8_t> qos;
    std::optional<bool> retain;
    std::optional<bool> dup;
    std::optional<std::uint16_t> packet_id;
    std::optional<bool> session_present;
    std::optional<std::uint8_t> reason;  ///< in a SUBACK or UNSUBACK every one of them
    std::optional<bool> clean_start;
    std::optional<std::uint16_t> keep_alive;
    std::optional<std::string> client_id;

    static Fields<PacketEdits> fields();
    void validate(const Places& at) const;

    /// Writes what `packet` has a place for; returns the keys of those.
    std::vector<std::string> apply(mqtt::Packet& packet) const;

    /// The first key for which a packet of this type has no place; empty if there is none.
    std::string misplaced_in(mqtt::PacketType type) const;

    /// Those that were given.
    std::vector<std::string> keys() const;
};

}  // namespace breakwire::sim
