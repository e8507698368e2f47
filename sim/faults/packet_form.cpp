#include "sim/faults/packet_form.hpp"

#include <fmt/format.h>

#include "sim/mqtt/encode.hpp"

namespace breakwire::sim {

Fields<PacketForm> PacketForm::fields() {
    return add_fields<PacketForm>(
        Fields<PacketForm>("packet", "a packet, written by its fields")
            .required("type", &PacketForm::type, "what kind of packet, e.g. puback"));
}

void PacketForm::validate(const Places& at) const {
    validate_values(at);
    const std::string key = misplaced_in(*type);
    if (!key.empty()) at.fail(key, fmt::format("has no place in a {}", mqtt::name(*type)));
}

mqtt::Packet PacketForm::packet(mqtt::Version version) const {
    mqtt::Packet packet = empty_packet_of(*type);
    if (auto* connect = std::get_if<mqtt::Connect>(&packet)) connect->version = version;
    apply(packet);
    return packet;
}

Bytes PacketForm::octets(mqtt::Version version) const {
    return mqtt::encode(packet(version), version);
}

}  // namespace breakwire::sim
