#include "sim/faults/packet_rewrite.hpp"

#include <fmt/format.h>

#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/encode.hpp"

namespace breakwire::sim {

void PacketRewrite::validate(const Places& at) const {
    DeviceFault::validate(at);
    if (match.types().empty()) at.fail("match", "needs the type of packet to rewrite");
    for (const mqtt::PacketType type : match.types()) {
        const std::string key = set_.misplaced_in(type);
        if (key.empty()) continue;
        at.fail("set", fmt::format("has '{}', for which a {} has no place", key, mqtt::name(type)));
    }
}

/// Starts from the packet as it is now: an earlier fault may have rewritten it already.
void PacketRewrite::act(PacketInFlight& packet) {
    const mqtt::Version version = packet.seen().version;
    auto decoded = mqtt::decode(packet.bytes(), version);
    if (!decoded) return;
    set_.apply(*decoded);
    packet.replace(mqtt::encode(*decoded, version));
}

}  // namespace breakwire::sim
