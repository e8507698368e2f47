#pragma once

#include "sim/faults/packet_edits.hpp"
#include "sim/faults/packet_fault.hpp"

namespace breakwire::sim {

/// Sends chosen packets twice, one right behind the other and octet for octet the same; the second
/// PUBLISH has no DUP of its own.
///
/// With `set` the second one has other values in some of its fields: what a peer sends that has
/// forgotten that it said so already, such as the same message under another packet identifier. The
/// match has to name kinds of packet that have a place for them; a malformed packet is not doubled
/// then.
class PacketDuplicate final : public PacketFault {
public:
    static Fields<PacketDuplicate> fields() {
        return packet_fields<PacketDuplicate>("packet_duplicate",
                                              "sends chosen packets twice, octet for octet")
            .optional("set", &PacketDuplicate::set_,
                      "new values in the second one, e.g. {packet_id: 77}");
    }
    void validate(const Places& at) const;

protected:
    void act(PacketInFlight& packet) override;

private:
    std::optional<PacketEdits> set_;
};

}  // namespace breakwire::sim
