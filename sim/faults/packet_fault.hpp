#pragma once

#include "sim/faults/device_fault.hpp"
#include "sim/faults/packet_match.hpp"

namespace breakwire::sim {

/// A fault that does something to chosen MQTT packets of its devices.
///
/// In force among the network's faults it stands between the device and its link: a packet up has
/// yet to cross the link, a packet down has crossed it. In force among the lies it stands between
/// the broker tap and the broker and turns a correct broker into one that lies: what it does is the
/// broker's doing.
class PacketFault : public DeviceFault {
public:
    bool sees_packets() const final { return true; }
    void on_packet(PacketInFlight& packet, const Luck& luck, std::uint64_t ordinal) final {
        watch(packet, luck, ordinal);
        if (match.take(packet, luck, ordinal)) act(packet);
    }

protected:
    /// Called for every packet of its devices, before the match is asked.
    virtual void watch(PacketInFlight&, const Luck&, std::uint64_t /*ordinal*/) {}
    /// Called for each packet that the match takes.
    virtual void act(PacketInFlight& packet) = 0;

    /// The declaration of a kind, with the devices and the match as its first keys.
    template <class Kind>
    static Fields<Kind> packet_fields(std::string name, std::string help) {
        return device_fields<Kind>(std::move(name), std::move(help))
            .required("match", &Kind::match, "which packets, e.g. {type: puback, nth: 1}");
    }

    PacketMatch match;
};

}  // namespace breakwire::sim
