#pragma once

#include <map>

#include "sim/faults/packet_fault.hpp"

namespace breakwire::sim {

/// Sends chosen packets again, octet for octet, after a time or once another packet has come.
///
/// `by`: behind whatever goes the same way then, if the connection lives so long. `once`: right
/// behind the next packet that fits it, in the direction the chosen one had; that packet may be one
/// of another connection of the device, so an old session's packet can come up in a new one. Each
/// chosen packet comes back once. With `instead` the packet itself does not go on the first time,
/// so that others overtake it; one that never comes back is lost.
class PacketReplayLater final : public PacketFault {
public:
    static Fields<PacketReplayLater> fields() {
        return packet_fields<PacketReplayLater>("packet_replay_later",
                                                "sends chosen packets again at a later time")
            .optional("by", &PacketReplayLater::by_, "after so long, e.g. 2s")
            .optional("once", &PacketReplayLater::once_,
                      "behind the next packet that fits this, e.g. {type: pingreq}")
            .optional("instead", &PacketReplayLater::instead_,
                      "the packet goes on then, and not when it comes");
    }
    void validate(const Places& at) const {
        DeviceFault::validate(at);
        if (!by_ && !once_) at.fail("packet_replay_later", "needs by or once");
        if (by_ && once_) at.fail("once", "cannot go with by");
    }

protected:
    void watch(PacketInFlight& packet, const Luck& luck, std::uint64_t ordinal) override {
        if (!once_ || !once_->take(packet, luck.of("once"), ordinal)) return;
        for (Kept& each : std::exchange(kept_[packet.seen().device], {})) {
            const bool same = each.direction == packet.seen().direction;
            same ? packet.insert_after(std::move(each.bytes))
                 : packet.insert_opposite(std::move(each.bytes));
        }
    }
    void act(PacketInFlight& packet) override {
        if (once_) {
            const PacketSeen& seen = packet.seen();
            kept_[seen.device].push_back({seen.direction, packet.bytes()});
        } else {
            packet.insert_later(packet.bytes(), *by_);
        }
        if (instead_) packet.drop();
    }

private:
    struct Kept {
        Direction direction{};
        Bytes bytes;
    };

    std::optional<Duration> by_;
    std::optional<PacketMatch> once_;
    bool instead_ = false;
    std::map<std::string, std::vector<Kept>> kept_;  ///< by device
};

}  // namespace breakwire::sim
