#pragma once

#include <map>

#include "sim/faults/packet_fault.hpp"

namespace breakwire::sim {

/// Makes chosen packets change places with the next one of their direction and connection.
///
/// The chosen packet waits until that one comes, or until the fault is healed; what else is behind
/// it waits as well. One that has just gone ahead of another is not held itself, so a match that
/// takes every packet swaps them in pairs.
class PacketSwap final : public PacketFault {
public:
    static Fields<PacketSwap> fields() {
        return packet_fields<PacketSwap>("packet_swap_with_next",
                                         "makes chosen packets change places with the next one");
    }
    void end(ConnectionPort&) override {
        for (const auto& [_, hold] : std::exchange(waiting_, {})) hold->let_go();
    }

protected:
    void watch(PacketInFlight& packet, const Luck&, std::uint64_t) override {
        const auto place = waiting_.find(path_of(packet));
        if (place == waiting_.end()) return;
        packet.overtake(place->second);
        waiting_.erase(place);
    }
    void act(PacketInFlight& packet) override {
        if (packet.overtaken()) return;
        auto hold = std::make_shared<PacketHold>();
        packet.hold(hold);
        waiting_[path_of(packet)] = std::move(hold);
    }

private:
    using Path = std::pair<ConnectionId, Direction>;
    static Path path_of(const PacketInFlight& packet) {
        return {packet.seen().connection, packet.seen().direction};
    }

    std::map<Path, std::shared_ptr<PacketHold>> waiting_;
};

}  // namespace breakwire::sim
