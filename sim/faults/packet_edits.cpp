#include "sim/faults/packet_edits.hpp"

#include <algorithm>

#include "sim/base/suggest.hpp"
#include "sim/mqtt/property_table.hpp"

namespace breakwire::sim {

namespace {

/// Writes given values into members and keeps the keys of those it wrote.
struct Writer {
    std::vector<std::string> written;

    template <class Member, class Value>
    void operator()(const char* key, Member& member, const std::optional<Value>& value) {
        if (!value) return;
        member = static_cast<Member>(*value);
        written.emplace_back(key);
    }
    /// For values that are more than assigned.
    template <class Value, class Write>
    void with(const char* key, const std::optional<Value>& value, Write write) {
        if (!value) return;
        write(*value);
        written.emplace_back(key);
    }
};

template <class Body>
void write_publish(Writer& put, Body& body, const PacketEdits& edits) {
    if constexpr (requires { body.dup; }) {
        put("topic", body.topic, edits.topic);
        put("payload", body.payload, edits.payload);
        put("qos", body.qos, edits.qos);
        put("retain", body.retain, edits.retain);
        put("dup", body.dup, edits.dup);
    }
}

template <class Body>
void write_codes(Writer& put, Body& body, const PacketEdits& edits) {
    if constexpr (requires { body.session_present; }) {
        put("session_present", body.session_present, edits.session_present);
    }
    if constexpr (requires { body.reason; }) {
        put.with("reason", edits.reason, [&](mqtt::Code code) { body.reason = code.value; });
    }
    if constexpr (requires { body.reasons; }) {
        put.with("reasons", edits.reasons, [&](const std::vector<mqtt::Code>& codes) {
            body.reasons.clear();
            for (const mqtt::Code code : codes) body.reasons.push_back(code.value);
        });
        put.with("reason", edits.reason, [&](mqtt::Code code) {
            if (body.reasons.empty()) body.reasons.resize(1);
            std::ranges::fill(body.reasons, code.value);
        });
    }
}

template <class Body>
void write_connect(Writer& put, Body& body, const PacketEdits& edits) {
    if constexpr (requires { body.clean_start; }) {
        put("clean_start", body.clean_start, edits.clean_start);
        put("keep_alive", body.keep_alive, edits.keep_alive);
        put("client_id", body.client_id, edits.client_id);
        put("user_name", body.user_name, edits.user_name);
        put("password", body.password, edits.password);
        put.with("will", edits.will, [&](const WillEdits& will) {
            if (!body.will) body.will.emplace();
            will.apply(*body.will);
        });
    }
}

template <class Body>
void write_lists(Writer& put, Body& body, const PacketEdits& edits) {
    if constexpr (requires { body.subscriptions; }) {
        put.with("subscriptions", edits.subscriptions, [&](const auto& wanted) {
            body.subscriptions.clear();
            for (const SubscriptionForm& each : wanted) {
                body.subscriptions.push_back(each.subscription());
            }
        });
    }
    if constexpr (requires { body.filters; }) put("filters", body.filters, edits.filters);
}

template <class Body>
void take_out(Body& body, const std::string& part) {
    if (const auto id = mqtt::property_named(part)) body.properties.remove(*id);
    if constexpr (requires { body.clean_start; }) {
        if (part == "will") body.will.reset();
        if (part == "user_name") body.user_name.reset();
        if (part == "password") body.password.reset();
    }
}

template <class Body>
void write_properties_of(Writer& put, Body& body, const PacketEdits& edits) {
    if constexpr (requires { body.properties; }) {
        put.with("without", edits.without, [&](const std::vector<std::string>& parts) {
            for (const std::string& part : parts) take_out(body, part);
        });
        put.with("properties", edits.properties, [&](const mqtt::Properties& wanted) {
            for (const mqtt::Property& each : wanted) body.properties.remove(each.id);
            for (const mqtt::Property& each : wanted) body.properties.add(each.id, each.value);
        });
    }
}

/// Each kind of packet has a place for some of the keys; the compiler knows which.
template <class Body>
std::vector<std::string> write(Body& body, const PacketEdits& edits) {
    Writer put;
    if constexpr (requires { body.packet_id; }) put("packet_id", body.packet_id, edits.packet_id);
    write_publish(put, body, edits);
    write_codes(put, body, edits);
    write_connect(put, body, edits);
    write_lists(put, body, edits);
    write_properties_of(put, body, edits);
    return put.written;
}

/// Has a place for every key.
struct AnyPacket : mqtt::Publish {
    bool session_present = false;
    std::uint8_t reason = 0;
    std::vector<std::uint8_t> reasons;
    bool clean_start = false;
    std::uint16_t keep_alive = 0;
    std::string client_id;
    std::optional<mqtt::Will> will;
    std::optional<std::string> user_name;
    std::optional<Bytes> password;
    std::vector<mqtt::Subscription> subscriptions;
    std::vector<std::string> filters;
};

bool may_be_taken_out(const std::string& part) {
    return mqtt::property_named(part) || part == "will" || part == "user_name" ||
           part == "password";
}

}  // namespace

mqtt::Packet empty_packet_of(mqtt::PacketType type) {
    return [type]<std::size_t... Index>(std::index_sequence<Index...>) {
        mqtt::Packet packet;
        ((static_cast<std::size_t>(type) == Index + 1 ? void(packet.emplace<Index>()) : void()),
         ...);
        return packet;
    }
    (std::make_index_sequence<std::variant_size_v<mqtt::Packet>>());
}

Fields<PacketEdits> PacketEdits::fields() {
    return add_fields<PacketEdits>(Fields<PacketEdits>("set", "new values for fields of a packet"));
}

void PacketEdits::validate(const Places& at) const {
    if (keys().empty()) at.fail("set", "changes nothing");
    validate_values(at);
}

void PacketEdits::validate_values(const Places& at) const {
    if (qos && *qos > 3) at.fail("qos", "has two bits, 0 to 3");
    const auto limit = [&](const char* key, const auto& value) {
        if (value && value->size() > longest_field) at.fail(key, "is longer than 65535 octets");
    };
    limit("topic", topic);
    limit("client_id", client_id);
    limit("user_name", user_name);
    limit("password", password);
    if (reason && reasons) at.fail("reasons", "cannot go with reason");
    for (const std::string& part : without.value_or(std::vector<std::string>{})) {
        if (!may_be_taken_out(part)) at.fail("without", "has '" + part + "', which is no property");
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
