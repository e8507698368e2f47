#pragma once

#include "sim/base/fields.hpp"
#include "sim/base/pattern.hpp"
#include "sim/faults/in_flight.hpp"
#include "sim/faults/property_test.hpp"
#include "sim/faults/value_types.hpp"
#include "sim/mqtt/code.hpp"
#include "sim/mqtt/value_types.hpp"

namespace breakwire::sim {

/// Which packets, by what they are alone. A packet fits if it agrees with every key that was given.
///
/// `qos`, `dup`, `retain`, `topic` and `payload` are those of PUBLISH, and nothing else fits them.
/// A PUBLISH that names its topic by alias alone (MQTT 5.0 section 3.3.2.3.4) has no topic to
/// match. `reason` is the reason or return code; a SUBACK or UNSUBACK fits if one of its codes
/// does. `client`, `clean` and `resumed` are known once CONNECT, or CONNACK, has passed. `will` is
/// of a CONNECT, and nothing else fits it. Malformed packets fit by direction, type and connection.
class PacketCriteria {
public:
    static Fields<PacketCriteria> fields() {
        return add_fields<PacketCriteria>(Fields<PacketCriteria>(
            "packet", "which packets; every key that is given has to agree"));
    }
    void validate(const Places& at) const;

    bool fits(const PacketSeen& seen, const ConnectionFacts& facts) const;

    /// The kinds it is limited to; empty if it is not.
    const std::vector<mqtt::PacketType>& types() const { return types_; }

protected:
    /// The keys, for whoever has more of its own.
    template <class T>
    static Fields<T> add_fields(Fields<T> to);

private:
    bool fits_connection(const ConnectionFacts& facts) const;
    bool fits_connect(const PacketSeen& seen) const;
    bool fits_publish(const PacketSeen& seen) const;
    bool fits_reason(const PacketSeen& seen) const;

    std::optional<Direction> direction_;
    std::vector<mqtt::PacketType> types_;
    std::optional<mqtt::Qos> qos_;
    std::optional<bool> dup_;
    std::optional<bool> retain_;
    std::optional<TopicFilter> topic_;
    std::optional<Pattern> payload_;
    std::optional<std::uint16_t> packet_id_;
    std::optional<PropertyTest> property_;
    std::vector<mqtt::Code> reason_;
    std::optional<bool> malformed_;
    std::optional<bool> will_;
    std::optional<Pattern> client_;
    std::optional<bool> clean_;
    std::optional<bool> resumed_;
};

template <class T>
Fields<T> PacketCriteria::add_fields(Fields<T> to) {
    return std::move(to)
        .optional("direction", &PacketCriteria::direction_,
                  "up is from the device to the broker, down the way back")
        .optional("type", &PacketCriteria::types_, "a kind of packet or a list of them")
        .optional("qos", &PacketCriteria::qos_, "of a publish")
        .optional("dup", &PacketCriteria::dup_, "of a publish")
        .optional("retain", &PacketCriteria::retain_, "of a publish")
        .optional("topic", &PacketCriteria::topic_, "of a publish: a topic filter it matches")
        .optional("payload", &PacketCriteria::payload_,
                  "of a publish: a regular expression that matches all of it")
        .optional("packet_id", &PacketCriteria::packet_id_, "the packet identifier")
        .optional("property", &PacketCriteria::property_,
                  "a 5.0 property that is there, or names with the values they have")
        .optional("reason", &PacketCriteria::reason_,
                  "the reason or return code, or a list of them, e.g. 0x87")
        .optional("malformed", &PacketCriteria::malformed_, "whether nobody can read it")
        .optional("will", &PacketCriteria::will_, "of a connect: whether it has a will")
        .optional("client", &PacketCriteria::client_,
                  "of the connection: a regular expression that matches the client identifier")
        .optional("clean", &PacketCriteria::clean_,
                  "of the connection: whether its CONNECT asked for a session without a past")
        .optional("resumed", &PacketCriteria::resumed_,
                  "of the connection: whether its CONNACK said that a session is present");
}

}  // namespace breakwire::sim
