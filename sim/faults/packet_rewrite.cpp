#include "sim/faults/packet_rewrite.hpp"

#include <fmt/format.h>

#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/encode.hpp"

namespace breakwire::sim {

void PacketRewrite::validate(const Places& at) const {
    DeviceFault::validate(at);
    if (!set_ && !scale_ && !options_ && !reverse_) {
        at.fail("packet_rewrite", "needs set, scale, options or reverse");
    }
    if (match.types().empty()) at.fail("match", "needs the type of packet to rewrite");
    for (const mqtt::PacketType type : match.types()) check_places(at, type);
}

void PacketRewrite::check_places(const Places& at, mqtt::PacketType type) const {
    const auto check = [&](const char* where, const std::string& key) {
        if (key.empty()) return;
        at.fail(where, fmt::format("has '{}', for which a {} has no place", key, mqtt::name(type)));
    };
    if (set_) check("set", set_->misplaced_in(type));
    if (scale_) check("scale", scale_->misplaced_in(type));
    if (options_ && type != mqtt::PacketType::subscribe) {
        at.fail("options", fmt::format("is of a subscribe, not of a {}", mqtt::name(type)));
    }
}

/// Starts from the packet as it is now: an earlier fault may have rewritten it already.
void PacketRewrite::act(PacketInFlight& packet) {
    const mqtt::Version version = packet.seen().version;
    auto decoded = mqtt::decode(packet.bytes(), version);
    if (!decoded) return;
    change(*decoded);
    Bytes changed = mqtt::encode(*decoded, version);
    if (changed != packet.bytes()) packet.replace(std::move(changed));
}

void PacketRewrite::change(mqtt::Packet& packet) const {
    if (set_) set_->apply(packet);
    if (scale_) scale_->apply(packet);
    if (options_) options_->apply(packet);
    if (reverse_) reverse_properties(packet, *reverse_);
}

}  // namespace breakwire::sim
