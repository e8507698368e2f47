#include "sim/faults/packet_malform.hpp"

#include <fmt/format.h>

#include "sim/mqtt/decode.hpp"

namespace breakwire::sim {

void PacketMalform::validate(const Places& at) const {
    DeviceFault::validate(at);
    if (match.types().empty()) at.fail("match", "needs the type of packet to malform");
    for (const mqtt::PacketType type : match.types()) {
        if (case_->applies_to(type)) continue;
        at.fail("case", fmt::format("'{}' is of {}, not of {}", case_->name,
                                    mqtt::types_in_words(*case_), mqtt::name(type)));
    }
}

/// Starts from the packet as it is now: an earlier fault may have rewritten it already.
void PacketMalform::act(PacketInFlight& packet) {
    const mqtt::Version version = packet.seen().version;
    const auto decoded = mqtt::decode(packet.bytes(), version);
    if (!decoded) return;
    if (auto spoilt = mqtt::malform(*case_, *decoded, version)) packet.replace(std::move(*spoilt));
}

}  // namespace breakwire::sim
