#pragma once

#include <map>

#include "sim/faults/packet_fault.hpp"

namespace breakwire::sim {

/// Holds chosen packets back, and with them all that is behind them in their direction, until
/// another packet comes, or until the fault is healed.
///
/// `until` is asked about every packet of the device, whatever its direction and connection, those
/// that wait behind a held one included. The packet that lets go does not wait for itself: it goes
/// on behind what it has freed.
class PacketHoldUntil final : public PacketFault {
public:
    static Fields<PacketHoldUntil> fields() {
        return packet_fields<PacketHoldUntil>(
                   "packet_hold_until", "holds chosen packets back until another packet comes")
            .required("until", &PacketHoldUntil::until_,
                      "the packet that lets them go, e.g. {type: pubrel}");
    }
    void end(ConnectionPort&) override {
        for (auto& [_, held] : held_) let_go(held);
    }

protected:
    void watch(PacketInFlight& packet, const Luck& luck, std::uint64_t ordinal) override {
        if (until_.take(packet, luck.of("until"), ordinal)) {
            let_go(held_[packet.seen().device]);
        }
    }
    void act(PacketInFlight& packet) override {
        auto hold = std::make_shared<PacketHold>();
        packet.hold(hold);
        held_[packet.seen().device].push_back(std::move(hold));
    }

private:
    using Held = std::vector<std::shared_ptr<PacketHold>>;
    static void let_go(Held& held) {
        for (const auto& each : std::exchange(held, {})) each->let_go();
    }

    PacketMatch until_;
    std::map<std::string, Held> held_;  ///< by device
};

}  // namespace breakwire::sim
