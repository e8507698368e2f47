#include "sim/faults/packet_edits.hpp"

#include <algorithm>

namespace breakwire::sim {

namespace {

constexpr std::size_t longest_string = 65'535;  // MQTT 5.0 section 1.5.4

/// Writes given values into members and keeps the keys of those it wrote.
struct Writer {
    std::vector<std::string> written;

    template <class Member, class Value>
    void operator()(const char* key, Member& member, const std::optional<Value>& value) {
        if (!value) return;
        member = static_cast<Member>(*value);
        written.emplace_back(key);
    }
};

/// Each kind of packet has a place for some of the keys; the compiler knows which.
template <class Body>
std::vector<std::string> write(Body& body, const PacketEdits& edits) {
    Writer put;
    if constexpr (requires { body.topic; }) put("topic", body.topic, edits.topic);
    if constexpr (requires { body.payload; }) put("payload", body.payload, edits.payload);
    if constexpr (requires { body.qos; }) put("qos", body.qos, edits.qos);
    if constexpr (requires { body.retain; }) put("retain", body.retain, edits.retain);
    if constexpr (requires { body.dup; }) put("dup", body.dup, edits.dup);
    if constexpr (requires { body.packet_id; }) put("packet_id", body.packet_id, edits.packet_id);
    if constexpr (requires { body.session_present; }) {
        put("session_present", body.session_present, edits.session_present);
    }
    if constexpr (requires { body.reason; }) put("reason", body.reason, edits.reason);
    if constexpr (requires { body.reasons; }) {
        if (edits.reason) std::ranges::fill(body.reasons, *edits.reason);
        if (edits.reason) put.written.emplace_back("reason");
    }
    if constexpr (requires { body.clean_start; }) {
        put("clean_start", body.clean_start, edits.clean_start);
        put("keep_alive", body.keep_alive, edits.keep_alive);
        put("client_id", body.client_id, edits.client_id);
    }
    return put.written;
}

/// Has a place for every key.
struct AnyPacket {
    std::string topic;
    Bytes payload;
    mqtt::Qos qos{};
    bool retain = false;
    bool dup = false;
    std::uint16_t packet_id = 0;
    bool session_present = false;
    std::uint8_t reason = 0;
    bool clean_start = false;
    std::uint16_t keep_alive = 0;
    std::string client_id;
};

mqtt::Packet empty_packet_of(mqtt::PacketType type) {
    return [type]<std::size_t... Index>(std::index_sequence<Index...>) {
        mqtt::Packet packet;
        ((static_cast<std::size_t>(type) == Index + 1 ? void(packet.emplace<Index>()) : void()),
         ...);
        return packet;
    }
    (std::make_index_sequence<std::variant_size_v<mqtt::Packet>>());
}

}  // namespace

Fields<PacketEdits> PacketEdits::fields() {
    return Fields<PacketEdits>("set", "new values for fields of a packet")
        .optional("topic", &PacketEdits::topic, "of a publish; may be one that is forbidden")
        .optional("payload", &PacketEdits::payload, "of a publish")
        .optional("qos", &PacketEdits::qos, "of a publish, 0 to 3")
        .optional("retain", &PacketEdits::retain, "of a publish")
        .optional("dup", &PacketEdits::dup, "of a publish")
        .optional("packet_id", &PacketEdits::packet_id, "the packet identifier")
        .optional("session_present", &PacketEdits::session_present, "of a connack")
        .optional("reason", &PacketEdits::reason,
                  "the reason or return code; of a suback, each of its codes")
        .optional("clean_start", &PacketEdits::clean_start, "of a connect")
        .optional("keep_alive", &PacketEdits::keep_alive, "of a connect, in seconds")
        .optional("client_id", &PacketEdits::client_id, "of a connect");
}

void PacketEdits::validate(const Places& at) const {
    if (keys().empty()) at.fail("set", "changes nothing");
    if (qos && *qos > 3) at.fail("qos", "has two bits, 0 to 3");
    if (topic && topic->size() > longest_string) at.fail("topic", "is longer than 65535 octets");
    if (client_id && client_id->size() > longest_string) {
        at.fail("client_id", "is longer than 65535 octets");
    }
}

std::vector<std::string> PacketEdits::apply(mqtt::Packet& packet) const {
    return std::visit([this](auto& body) { return write(body, *this); }, packet);
}

std::vector<std::string> PacketEdits::keys() const {
    AnyPacket everything;
    return write(everything, *this);
}

std::string PacketEdits::misplaced_in(mqtt::PacketType type) const {
    mqtt::Packet packet = empty_packet_of(type);
    const std::vector<std::string> placed = apply(packet);
    for (const std::string& key : keys()) {
        if (std::ranges::count(placed, key) == 0) return key;
    }
    return "";
}

}  // namespace breakwire::sim
