#pragma once

#include <deque>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "scenarios/laws/wire_rules.hpp"
#include "sim/record/event.hpp"

namespace breakwire::scenarios {

/// What a client may wait for. Those with a packet id wait for an answer with the same one.
enum class Awaits : std::uint8_t {
    connack,
    puback,
    pubrec,
    pubrel,
    pubcomp,
    suback,
    unsuback,
    ping
};

/// A delivery at QoS 1 or 2 that the client has not finished.
struct UnderWay {
    std::uint64_t event = 0;
    mqtt::Qos qos{};
    std::optional<Instant> received;  ///< when its PUBREC was handed to the broker
};

/// A connection at the broker tap, as far as the wire law cares: from its first packet to the
/// moment the broker can send nothing more.
struct WireConnection {
    sim::ConnectionId id = 0;
    std::string device;
    mqtt::Version version = mqtt::Version::v3_1_1;

    std::uint64_t connect_event = 0;  ///< 0: nothing sound came yet
    std::string client_id;            ///< as the client or CONNACK said
    bool connacked = false;
    bool accepted = false;
    bool resumed = false;
    bool empty_id = false;
    bool clean = false;
    std::optional<std::string> method;  ///< of authentication, if it names one
    mqtt::Qos will_qos{};               ///< at most once if it has no will
    bool will_retained = false;

    // What the client asked for (5.0).
    std::size_t receive_maximum = 0xFFFF;
    std::optional<std::size_t> packet_size;
    std::uint16_t alias_maximum = 0;
    bool wants_problems = true;
    bool wants_response_information = false;

    std::uint64_t accepted_event = 0;  ///< its CONNACK 0
    bool goodbye = false;              ///< a DISCONNECT or FIN of the client
    std::uint64_t bad_event = 0;       ///< the first thing the client may not do
    WireRule bad_rule{};               ///< which says that it ends the connection
    sim::ConnectionId rival = 0;       ///< the latest CONNECT of the same client, made meanwhile
    std::uint64_t farewell = 0;        ///< the broker's DISCONNECT
    std::uint8_t farewell_reason = 0;
    Duration keep_alive{};
    Instant last_up{};
    std::uint64_t last_up_event = 0;
    std::size_t long_packet = 0;  ///< size of one between device and broker; 0: none

    /// Requests without their answer, oldest first: their events, by kind and packet id.
    std::unordered_map<std::uint32_t, std::deque<std::uint64_t>> open;
    std::unordered_map<std::uint64_t, std::vector<mqtt::Qos>> asked;  ///< by event of a SUBSCRIBE
    std::unordered_map<std::uint64_t, std::size_t> given_up;  ///< filters, by event of UNSUBSCRIBE
    std::unordered_set<std::uint16_t> unreleased;             ///< QoS 2 from the client, unfinished
    std::unordered_map<std::uint16_t, UnderWay> under_way;
    std::size_t quota_used = 0;  ///< deliveries that count against the Receive Maximum
    std::unordered_set<std::uint16_t> aliases;

    std::int64_t backlog = 0;  ///< octets past the broker tap that the device has not got yet
    Instant crowded_at = Instant::min();  ///< when there was last an excuse for being late

    /// Whether the broker has a healthy client there, which may expect answers.
    bool healthy() const { return !goodbye && bad_event == 0 && rival == 0 && farewell == 0; }
    bool v5() const { return version == mqtt::Version::v5_0; }
    std::string name() const { return "'" + (client_id.empty() ? device : client_id) + "'"; }
};

}  // namespace breakwire::scenarios
