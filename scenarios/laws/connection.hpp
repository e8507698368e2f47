#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "scenarios/laws/access_rights.hpp"
#include "sim/record/event.hpp"

namespace breakwire::scenarios {

/// A subscription as a SUBACK granted it.
struct Standing {
    TopicFilter filter;
    mqtt::Qos granted{};
    bool no_local = false;
    bool retain_as_published = false;
    std::uint8_t retain_handling = 0;
    std::uint32_t identifier = 0;  ///< subscription identifier; 0 if it has none
    bool resumed = false;          ///< granted on an earlier connection
    Instant since{};  ///< when the SUBACK passed the tap, or the CONNACK that resumed the session
};

/// The subscriptions of a session, as far as the record shows them.
struct SessionSeen {
    std::vector<Standing> standing;
    /// Every filter it ever asked for, until when: the UNSUBACK, or for ever.
    std::map<std::string, Instant> wanted;
    Instant changed{};           ///< the last (UN)SUBSCRIBE or its answer, on whatever connection
    std::size_t unanswered = 0;  ///< SUBSCRIBEs and UNSUBSCRIBEs without their answer
    bool whole = true;           ///< false: it may hold subscriptions that the record does not show
};

/// A connection as the broker tap shows it, from its CONNECT on.
struct Connection {
    sim::ConnectionId id = 0;
    std::uint64_t connect_event = 0;
    Instant connect_at{};
    mqtt::Connect connect;
    Identity identity;
    Duration keep_alive{};                   ///< as CONNACK has it, if it says
    std::optional<Duration> session_expiry;  ///< after the close; absent: never

    bool accepted = false;
    bool refused = false;
    bool leaving = false;  ///< DISCONNECT, the end of a direction, or a rival: not a healthy reader
    bool crossed = false;  ///< made while another of the same client was being made
    bool resumed = false;  ///< its session is older than it is
    bool gone = false;     ///< the broker sends nothing more
    Instant last_up{};     ///< the last packet handed to the broker

    std::shared_ptr<SessionSeen> session = std::make_shared<SessionSeen>();
    Instant subscriptions_changed{};  ///< the last (UN)SUBSCRIBE or its answer
    /// SUBSCRIBEs without their SUBACK, by packet id.
    std::map<std::uint16_t, std::vector<mqtt::Subscription>> asked;
    std::map<std::uint16_t, std::uint32_t> identifiers;  ///< those of `asked` that have one
    /// UNSUBSCRIBEs without their UNSUBACK, by packet id.
    std::map<std::uint16_t, std::vector<std::string>> unsubscribing;

    std::set<std::uint16_t> unacknowledged;  ///< packet ids of deliveries at QoS 1 and 2
    std::size_t window = 0xFFFF;     ///< how long that may become before the broker may hold back
    std::optional<Instant> busy_at;  ///< when it was last that long
    std::int64_t backlog = 0;        ///< octets past the broker tap that the device has not got yet
    std::size_t long_packet_under_way = 0;  ///< size of a long packet between device and broker

    std::map<std::uint16_t, std::string> aliases_up;
    std::map<std::uint16_t, std::string> aliases_down;
    std::string topic;  ///< of the PUBLISH at hand, aliases resolved; empty if that cannot be done

    bool v5() const { return connect.version == mqtt::Version::v5_0; }
    bool healthy() const { return accepted && !leaving && !gone; }
    /// "'dashboard'".
    std::string name() const { return "'" + identity.client_id.value_or("") + "'"; }
    /// Whether the broker may hold back what comes next until something is acknowledged.
    bool full() const { return unacknowledged.size() >= window; }
    /// Whether it has been so at `when` or later.
    bool full_since(Instant when) const { return full() || (busy_at && *busy_at >= when); }
    /// Whether so much is under way to the device that the broker's socket may be full.
    bool backed_up() const;
    /// Whether a message of that many octets is below its Maximum Packet Size, header and all.
    bool takes(std::size_t size) const;
};

/// Whether `disconnect` would give a session that was to end with its connection a longer life,
/// which is a protocol error (MQTT 5.0 section 3.14.2.2.2).
bool revives_session(const mqtt::Connect& connect, const mqtt::Disconnect& disconnect);

/// The subscriptions of `session` that `topic` matches.
std::vector<const Standing*> matching(const SessionSeen& session, const std::string& topic);

/// How many copies of one message on `topic` the session may get: one for each matching filter that
/// it wanted at `since` or later, at least one. Source: 3.1.1 [MQTT-3.3.5-1] and 5.0 [MQTT-3.3.4-2]
/// allow a copy for each subscription.
std::uint64_t copies_allowed(const SessionSeen& session, const std::string& topic, Instant since);

}  // namespace breakwire::scenarios
