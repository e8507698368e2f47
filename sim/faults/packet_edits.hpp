#pragma once

#include "sim/faults/packet_parts.hpp"
#include "sim/mqtt/code.hpp"
#include "sim/mqtt/packet.hpp"

namespace breakwire::sim {

/// New values for fields of a packet, as typed under `set:`. The forbidden is allowed: a QoS of 3,
/// a topic with wildcards, packet identifier 0.
///
/// `properties` takes the place of those of the same names and leaves the others; `without` takes
/// out properties by name, and a connect's will, user name or password.
struct PacketEdits {
    std::optional<std::string> topic;
    std::optional<Bytes> payload;
    std::optional<std::uint8_t> qos;
    std::optional<bool> retain;
    std::optional<bool> dup;
    std::optional<std::uint16_t> packet_id;
    std::optional<bool> session_present;
    std::optional<mqtt::Code> reason;  ///< in a SUBACK or UNSUBACK every one of them
    std::optional<std::vector<mqtt::Code>> reasons;
    std::optional<bool> clean_start;
    std::optional<std::uint16_t> keep_alive;
    std::optional<std::string> client_id;
    std::optional<std::string> user_name;
    std::optional<Bytes> password;
    std::optional<WillEdits> will;
    std::optional<std::vector<SubscriptionForm>> subscriptions;
    std::optional<std::vector<std::string>> filters;
    std::optional<mqtt::Properties> properties;
    std::optional<std::vector<std::string>> without;

    static Fields<PacketEdits> fields();
    void validate(const Places& at) const;

    /// Writes what `packet` has a place for; returns the keys of those.
    std::vector<std::string> apply(mqtt::Packet& packet) const;

    /// The first key for which a packet of this type has no place; empty if there is none.
    std::string misplaced_in(mqtt::PacketType type) const;

    /// Those that were given.
    std::vector<std::string> keys() const;

protected:
    /// The keys, for whoever has more of its own.
    template <class T>
    static Fields<T> add_fields(Fields<T> to);

    void validate_values(const Places& at) const;
};

/// A packet without a value in it but the defaults.
mqtt::Packet empty_packet_of(mqtt::PacketType type);

template <class T>
Fields<T> PacketEdits::add_fields(Fields<T> to) {
    return std::move(to)
        .optional("topic", &PacketEdits::topic, "of a publish; may be one that is forbidden")
        .optional("payload", &PacketEdits::payload, "of a publish")
        .optional("qos", &PacketEdits::qos, "of a publish, 0 to 3")
        .optional("retain", &PacketEdits::retain, "of a publish")
        .optional("dup", &PacketEdits::dup, "of a publish")
        .optional("packet_id", &PacketEdits::packet_id, "the packet identifier")
        .optional("session_present", &PacketEdits::session_present, "of a connack")
        .optional("reason", &PacketEdits::reason,
                  "the reason or return code; of a suback, each of its codes")
        .optional("reasons", &PacketEdits::reasons, "the codes of a suback or unsuback, in order")
        .optional("clean_start", &PacketEdits::clean_start, "of a connect")
        .optional("keep_alive", &PacketEdits::keep_alive, "of a connect, in seconds")
        .optional("client_id", &PacketEdits::client_id, "of a connect")
        .optional("user_name", &PacketEdits::user_name, "of a connect")
        .optional("password", &PacketEdits::password, "of a connect")
        .optional("will", &PacketEdits::will, "of a connect; what is not named stays")
        .optional("subscriptions", &PacketEdits::subscriptions,
                  "of a subscribe: filters, or {filter: ..., qos: 1}")
        .optional("filters", &PacketEdits::filters, "of an unsubscribe")
        .optional("properties", &PacketEdits::properties,
                  "5.0: in the place of those of the same names")
        .optional("without", &PacketEdits::without,
                  "takes out properties by name, or a connect's will, user_name, password");
}

}  // namespace breakwire::sim
