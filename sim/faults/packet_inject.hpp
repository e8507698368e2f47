#pragma once

#include "sim/faults/packet_fault.hpp"

namespace breakwire::sim {

/// Sends a PUBLISH that nobody wrote right behind each chosen packet, in the same direction: what a
/// lying broker says without having been told, such as a second will or a message for somebody who
/// may not read it.
///
/// Always QoS 0, which needs no packet identifier and no answer, and without DUP or properties.
class PacketInject final : public PacketFault {
public:
    static Fields<PacketInject> fields() {
        return packet_fields<PacketInject>("packet_inject",
                                           "sends a QoS 0 PUBLISH of its own behind chosen packets")
            .required("topic", &PacketInject::topic_, "of the PUBLISH")
            .optional("payload", &PacketInject::payload_, "of the PUBLISH")
            .optional("retain", &PacketInject::retain_, "the RETAIN flag of the PUBLISH");
    }

protected:
    void act(PacketInFlight& packet) override;

private:
    TopicName topic_;
    Bytes payload_;
    bool retain_ = false;
};

}  // namespace breakwire::sim
