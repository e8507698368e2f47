#include "sim/faults/packet_match.hpp"

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

void refuse_zero(const Places& at, const char* key, const std::optional<std::uint64_t>& value) {
    if (value && *value == 0) at.fail(key, "counts from 1");
}

}  // namespace

Fields<PacketMatch> PacketMatch::fields() {
    return Fields<PacketMatch>("match", "which packets; every key that is given has to agree")
        .optional("direction", &PacketMatch::direction_,
                  "up is from the device to the broker, down the way back")
        .optional("type", &PacketMatch::types_, "a kind of packet or a list of them")
        .optional("qos", &PacketMatch::qos_, "of a publish")
        .optional("dup", &PacketMatch::dup_, "of a publish")
        .optional("retain", &PacketMatch::retain_, "of a publish")
        .optional("topic", &PacketMatch::topic_, "of a publish: a topic filter it matches")
        .optional("packet_id", &PacketMatch::packet_id_, "the packet identifier")
        .optional("nth", &PacketMatch::nth_, "the Nth that fits, on each connection")
        .optional("every", &PacketMatch::every_, "every Nth that fits, on each connection")
        .optional("per", &PacketMatch::per_, "what nth and every count over")
        .optional("times", &PacketMatch::times_, "at most so many, on all connections together");
}

void PacketMatch::validate(const Places& at) const {
    refuse_zero(at, "nth", nth_);
    refuse_zero(at, "every", every_);
    refuse_zero(at, "times", times_);
    if (packet_id_ == 0) at.fail("packet_id", "is never 0");
    if (nth_ && every_) at.fail("every", "cannot go with nth");
    if (at.has("per") && !nth_ && !every_) at.fail("per", "needs nth or every");
    const bool publish_fits = std::ranges::count(types_, mqtt::PacketType::publish) > 0;
    if (types_.empty() || publish_fits) return;
    for (const char* key : {"qos", "dup", "retain", "topic"}) {
        if (at.has(key)) at.fail(key, "is of a publish, and type leaves that out");
    }
}

bool PacketMatch::fits(const PacketSeen& seen) const {
    if (!agrees(direction_, seen.direction)) return false;
    const auto is_its_type = [&](mqtt::PacketType type) { return type == type_of(seen); };
    if (!types_.empty() && std::ranges::none_of(types_, is_its_type)) return false;
    if (packet_id_ && packet_id_of(seen) != packet_id_) return false;
    if (!only_publish()) return true;
    const auto* publish = seen.as<mqtt::Publish>();
    return publish != nullptr && agrees(qos_, publish->qos) && agrees(dup_, publish->dup) &&
           agrees(retain_, publish->retain) &&
           (!topic_ || (!publish->topic.empty() && topic_->matches(publish->topic)));
}

bool PacketMatch::take(const PacketSeen& seen) {
    if (!fits(seen)) return false;
    const ConnectionId key = per_ == CountOver::fault ? 0 : seen.connection;
    if (!counts_to(++fitting_[key])) return false;
    if (times_ && taken_ == *times_) return false;
    ++taken_;
    return true;
}

bool PacketMatch::counts_to(std::uint64_t count) const {
    if (nth_) return count == *nth_;
    return !every_ || count % *every_ == 0;
}

}  // namespace breakwire::sim
