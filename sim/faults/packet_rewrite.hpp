#pragma once

#include "sim/faults/packet_edits.hpp"
#include "sim/faults/packet_fault.hpp"
#include "sim/faults/packet_twists.hpp"

namespace breakwire::sim {

/// Sends chosen packets on with other values in some of their fields.
///
/// The packet is encoded anew in its connection's version, so lengths fit again, and optional parts
/// take their shortest form. The match has to name the kinds of packet, and each of them needs a
/// place for every key of `set`, `scale` and `options`. A packet that already is as it would be,
/// and a malformed one, pass as they are and are no hit.
class PacketRewrite final : public PacketFault {
public:
    static Fields<PacketRewrite> fields() {
        return packet_fields<PacketRewrite>("packet_rewrite",
                                            "changes fields of chosen packets on their way")
            .optional("set", &PacketRewrite::set_, "the new values, e.g. {session_present: false}")
            .optional("scale", &PacketRewrite::scale_,
                      "durations times so much, e.g. {keep_alive: 3}")
            .optional("options", &PacketRewrite::options_,
                      "of a subscribe, for each subscription, e.g. {no_local: false}")
            .optional("reverse", &PacketRewrite::reverse_,
                      "5.0: a property whose values change their order, e.g. user_property");
    }
    void validate(const Places& at) const;

protected:
    void act(PacketInFlight& packet) override;

private:
    void check_places(const Places& at, mqtt::PacketType type) const;
    void change(mqtt::Packet& packet) const;

    std::optional<PacketEdits> set_;
    std::optional<Scaling> scale_;
    std::optional<SubscriptionOptions> options_;
    std::optional<mqtt::PropertyId> reverse_;
};

}  // namespace breakwire::sim
