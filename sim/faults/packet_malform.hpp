#pragma once

#include "sim/faults/packet_fault.hpp"
#include "sim/mqtt/malform_values.hpp"

namespace breakwire::sim {

/// Sends chosen packets on with a mistake of the catalogue in them: what firmware with a bit error,
/// a broken gateway or somebody hostile sends.
///
/// The match has to name kinds of packet that the mistake applies to. A packet that gives it no
/// opportunity (packet identifier 0 at QoS 0), or of a version that has no such mistake, passes as
/// it is and is no hit.
class PacketMalform final : public PacketFault {
public:
    static Fields<PacketMalform> fields() {
        return packet_fields<PacketMalform>("packet_malform",
                                            "makes a mistake of the catalogue in chosen packets")
            .required("case", &PacketMalform::case_,
                      "the mistake, e.g. qos_3; `breakwire explain` lists them");
    }
    void validate(const Places& at) const;

protected:
    void act(PacketInFlight& packet) override;

private:
    const mqtt::Malformation* case_ = nullptr;
};

}  // namespace breakwire::sim
