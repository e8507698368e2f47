#include "sim/faults/packet_criteria.hpp"

#include <algorithm>

namespace breakwire::sim {

namespace {

/// A given key agrees; one that was not given always does.
template <class Wanted, class Found>
bool agrees(const std::optional<Wanted>& wanted, const Found& found) {
    return !wanted || *wanted == found;
}

/// Bits 7 to 4 of the first byte, which a malformed packet has as well.
std::optional<mqtt::PacketType> type_of(const PacketSeen& seen) {
    if (seen.bytes.empty()) return std::nullopt;
    return static_cast<mqtt::PacketType>(std::to_integer<unsigned>(seen.bytes.front()) >> 4);
}

std::optional<std::uint16_t> packet_id_of(const PacketSeen& seen) {
    const auto* publish = seen.as<mqtt::Publish>();
    if (!seen.packet) return std::nullopt;
    if (publish != nullptr && publish->qos == mqtt::Qos::at_most_once) return std::nullopt;
    return std::visit(
        [](const auto& body) -> std::optional<std::uint16_t> {
            if constexpr (requires { body.packet_id; }) return body.packet_id;
            return std::nullopt;
        },
        *seen.packet);
}

/// None where the packet has no place for one. In 3.1.1 only CONNACK and SUBACK have codes.
std::vector<std::uint8_t> reasons_of(const mqtt::Packet& packet, mqtt::Version version) {
    const mqtt::PacketType type = mqtt::type_of(packet);
    const bool in_both = type == mqtt::PacketType::connack || type == mqtt::PacketType::suback;
    if (version == mqtt::Version::v3_1_1 && !in_both) return {};
    return std::visit(
        [](const auto& body) -> std::vector<std::uint8_t> {
            if constexpr (requires { body.reason; }) return {body.reason};
            if constexpr (requires { body.reasons; }) return body.reasons;
            return {};
        },
        packet);
}

bool has_reason(mqtt::PacketType type) {
    using enum mqtt::PacketType;
    switch (type) {
        case connect:
        case publish:
        case subscribe:
        case unsubscribe:
        case pingreq:
        case pingresp:
            return false;
        default:
            return true;
    }
}

}  // namespace

void PacketCriteria::validate(const Places& at) const {
    if (packet_id_ == 0) at.fail("packet_id", "is never 0");
    if (types_.empty()) return;
    if (!reason_.empty() && std::ranges::none_of(types_, has_reason)) {
        at.fail("reason", "is nothing that such a packet has");
    }
    if (will_ && std::ranges::count(types_, mqtt::PacketType::connect) == 0) {
        at.fail("will", "is of a connect, and type leaves that out");
    }
    if (std::ranges::count(types_, mqtt::PacketType::publish) > 0) return;
    for (const char* key : {"qos", "dup", "retain", "topic", "payload"}) {
        if (at.has(key)) at.fail(key, "is of a publish, and type leaves that out");
    }
}

bool PacketCriteria::fits(const PacketSeen& seen, const ConnectionFacts& facts) const {
    if (!agrees(direction_, seen.direction) || !fits_connection(facts)) return false;
    const auto is_its_type = [&](mqtt::PacketType type) { return type == type_of(seen); };
    if (!types_.empty() && std::ranges::none_of(types_, is_its_type)) return false;
    if (!agrees(malformed_, !seen.packet)) return false;
    if (packet_id_ && packet_id_of(seen) != packet_id_) return false;
    if (property_ && !(seen.packet && property_->holds_for(*seen.packet))) return false;
    return fits_reason(seen) && fits_publish(seen) && fits_connect(seen);
}

bool PacketCriteria::fits_connection(const ConnectionFacts& facts) const {
    return agrees(resumed_, facts.resumed) && agrees(clean_, facts.clean) &&
           (!client_ || client_->matches(facts.client_id));
}

bool PacketCriteria::fits_connect(const PacketSeen& seen) const {
    if (!will_) return true;
    const auto* connect = seen.as<mqtt::Connect>();
    return connect != nullptr && *will_ == connect->will.has_value();
}

bool PacketCriteria::fits_reason(const PacketSeen& seen) const {
    if (reason_.empty()) return true;
    if (!seen.packet) return false;
    return std::ranges::any_of(reasons_of(*seen.packet, seen.version), [this](std::uint8_t code) {
        return mqtt::is_one_of(code, reason_);
    });
}

bool PacketCriteria::fits_publish(const PacketSeen& seen) const {
    if (!qos_ && !dup_ && !retain_ && !topic_ && !payload_) return true;
    const auto* publish = seen.as<mqtt::Publish>();
    return publish != nullptr && agrees(qos_, publish->qos) && agrees(dup_, publish->dup) &&
           agrees(retain_, publish->retain) &&
           (!topic_ || (!publish->topic.empty() && topic_->matches(publish->topic))) &&
           (!payload_ || payload_->matches(to_text(publish->payload)));
}

}  // namespace breakwire::sim
