#include "sim/faults/packet_duplicate.hpp"

#include <fmt/format.h>

#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/encode.hpp"

namespace breakwire::sim {

void PacketDuplicate::validate(const Places& at) const {
    DeviceFault::validate(at);
    if (!set_) return;
    if (match.types().empty()) at.fail("match", "needs the type of packet, for the sake of set");
    for (const mqtt::PacketType type : match.types()) {
        const std::string key = set_->misplaced_in(type);
        if (key.empty()) continue;
        at.fail("set", fmt::format("has '{}', for which a {} has no place", key, mqtt::name(type)));
    }
}

void PacketDuplicate::act(PacketInFlight& packet) {
    if (!set_) return packet.duplicate();
    const mqtt::Version version = packet.seen().version;
    auto copy = mqtt::decode(packet.bytes(), version);
    if (!copy) return;
    set_->apply(*copy);
    packet.insert_after(mqtt::encode(*copy, version));
}

}  // namespace breakwire::sim
