#pragma once

#include "sim/faults/packet_fault.hpp"
#include "sim/faults/packet_form.hpp"

namespace breakwire::sim {

/// On which side of a chosen packet another one is put.
enum class InjectWhen { before, after };

/// Sends a packet that nobody wrote beside each chosen one: what a lying broker says without having
/// been told, such as a second will or a message for somebody who may not read it, or what a broken
/// device sends of its own accord.
///
/// `packet` is any packet by its fields. `topic`, `payload` and `retain` are short for a PUBLISH at
/// QoS 0, which needs no packet identifier and no answer. It travels in the chosen packet's
/// direction, right before or behind it; or, if `direction` is the other one, at once and between
/// whole packets.
class PacketInject final : public PacketFault {
public:
    static Fields<PacketInject> fields() {
        return packet_fields<PacketInject>("packet_inject",
                                           "sends a packet of its own beside chosen packets")
            .optional("packet", &PacketInject::form_,
                      "any packet, e.g. {type: puback, packet_id: 7}")
            .optional("topic", &PacketInject::topic_, "instead of packet: of a QoS 0 publish")
            .optional("payload", &PacketInject::payload_, "with topic: of the publish")
            .optional("retain", &PacketInject::retain_, "with topic: of the publish")
            .optional("when", &PacketInject::when_, "before or after the chosen packet")
            .optional("direction", &PacketInject::direction_,
                      "where to, if not where the chosen packet goes");
    }
    void validate(const Places& at) const;

protected:
    void act(PacketInFlight& packet) override;

private:
    Bytes octets(mqtt::Version version) const;

    std::optional<PacketForm> form_;
    std::optional<TopicName> topic_;
    Bytes payload_;
    bool retain_ = false;
    InjectWhen when_ = InjectWhen::after;
    std::optional<Direction> direction_;
};

}  // namespace breakwire::sim

template <>
struct breakwire::EnumNames<breakwire::sim::InjectWhen> {
    static std::vector<std::pair<std::string, sim::InjectWhen>> names() {
        return {{"before", sim::InjectWhen::before}, {"after", sim::InjectWhen::after}};
    }
};
