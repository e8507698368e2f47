#include "scenarios/laws/wire_law.hpp"

#include "sim/mqtt/decode_error.hpp"

namespace breakwire::scenarios {

namespace {

using mqtt::Malformed;
using mqtt::PacketType;
using sim::Direction;
using sim::Tap;
using sim::Transport;

/// A longer packet may reach the broker in several segments, with time in between.
constexpr std::size_t one_segment = 1024;

/// Whether the standard lets the broker go on after it, in another protocol.
bool may_be_another_protocol(Malformed why) {
    return why == Malformed::protocol_name_unknown || why == Malformed::protocol_level_unknown;
}

bool only_servers_send(PacketType type) {
    return type == PacketType::connack || type == PacketType::suback ||
           type == PacketType::unsuback || type == PacketType::pingresp;
}

bool only_clients_send(PacketType type, mqtt::Version version) {
    const bool leaves_in_3_1_1 = type == PacketType::disconnect && version == mqtt::Version::v3_1_1;
    return type == PacketType::connect || type == PacketType::subscribe ||
           type == PacketType::unsubscribe || type == PacketType::pingreq || leaves_in_3_1_1;
}

}  // namespace

WireLaw::WireLaw(const LawContext& context)

    : case_(context),
      form_(case_),
      greeting_(case_),
      answers_(case_),
      deliveries_(case_),
      endings_(case_) {}

void WireLaw::see(const sim::Event& event) {
    answers_.run_before(event.at);
    case_.agenda.run_before(event.at);
    case_.calm.see(event);
    if (const auto* packet_seen = event.as<sim::PacketSeen>()) {
        packet(*packet_seen, event);
    } else if (const auto* ended = event.as<sim::ConnectionSeen>()) {
        transport(*ended, event);
    } else if (const auto* bytes = event.as<sim::BytesSeen>()) {
        WireConnection* connection = case_.find(bytes->connection);
        if (connection == nullptr || bytes->tap == Tap::client) return;
        if (bytes->direction == Direction::up) connection->last_up = event.at;
    } else if (const auto* broker = event.as<sim::BrokerEvent>()) {
        const bool died =
            broker->state == sim::BrokerState::exited || broker->state == sim::BrokerState::crashed;
        if (died) broker_died();
    }
}

WireConnection* WireLaw::entered(const sim::PacketSeen& seen) {
    if (over_.contains(seen.connection)) return nullptr;
    const auto [it, fresh] = case_.connections.try_emplace(seen.connection);
    if (fresh) {
        it->second.id = seen.connection;
        it->second.device = seen.device;
        it->second.version = seen.version;
    }
    return &it->second;
}

void WireLaw::packet(const sim::PacketSeen& seen, const sim::Event& event) {
    if (seen.tap == Tap::client) return at_client_tap(seen, event.at);
    WireConnection* connection = entered(seen);
    if (connection == nullptr) return;
    if (seen.direction == Direction::up) {
        connection->last_up = event.at;
        connection->last_up_event = event.number;
        up(*connection, seen, event);
    } else {
        account(*connection, static_cast<std::int64_t>(seen.bytes.size()), event.at);
        down(*connection, seen, event);
    }
}

void WireLaw::at_client_tap(const sim::PacketSeen& seen, Instant at) {
    WireConnection* connection = case_.find(seen.connection);
    if (connection == nullptr) return;
    if (seen.direction == Direction::down) {
        account(*connection, -static_cast<std::int64_t>(seen.bytes.size()), at);
    } else if (seen.bytes.size() > one_segment) {
        connection->long_packet = seen.bytes.size();
    }
}

void WireLaw::account(WireConnection& connection, std::int64_t octets, Instant at) const {
    if (WireCase::backed_up(connection)) connection.crowded_at = at;
    connection.backlog += octets;
    if (WireCase::backed_up(connection)) connection.crowded_at = at;
}

void WireLaw::up(WireConnection& connection, const sim::PacketSeen& seen, const sim::Event& event) {
    if (seen.bytes.size() == connection.long_packet) connection.long_packet = 0;
    if (seen.packet == nullptr) {
        const bool judged = seen.error && !may_be_another_protocol(seen.error->why);
        if (!judged) return forget(connection.id);
        const std::string why = mqtt::to_string(*seen.error);
        return endings_.bad_input(connection, WireRule::bad_input_closes, why, event);
    }
    const PacketType type = mqtt::type_of(*seen.packet);
    if (const auto* connect = seen.as<mqtt::Connect>()) {
        greeted(connection, *connect, event);
    } else if (connection.connect_event == 0 || only_servers_send(type)) {
        const std::string what = std::string(mqtt::name(type)) +
                                 (connection.connect_event == 0 ? " before CONNECT" : "");
        endings_.bad_input(connection, WireRule::bad_input_closes, what, event);
    } else if (type == PacketType::disconnect) {
        connection.goodbye = true;
    } else {
        answers_.up(connection, *seen.packet, event);
    }
}

void WireLaw::greeted(WireConnection& connection, const mqtt::Connect& connect,
                      const sim::Event& event) {
    if (connection.connect_event != 0) {
        endings_.bad_input(connection, WireRule::second_connect_closes, "a second CONNECT", event);
        return;
    }
    WireGreeting::greeted(connection, connect, event);
    answers_.greeted(connection, event);
    endings_.rival_greeted(connection);
}

void WireLaw::down(WireConnection& connection, const sim::PacketSeen& seen,
                   const sim::Event& event) {
    if (connection.farewell != 0) {
        case_.judge(false, WireRule::disconnect_is_last, connection,
                    "got a packet after DISCONNECT", event, connection.farewell);
    }
    if (seen.packet == nullptr) {
        return form_.malformed(connection, seen, event);
    }
    form_.sound(connection, *seen.packet);
    const PacketType type = mqtt::type_of(*seen.packet);
    const bool legal = !only_clients_send(type, connection.version);
    case_.judge(legal, WireRule::server_packets, connection,
                "got " + std::string(mqtt::name(type)) + ", which only clients send", event);
    if (legal) dispatch_down(connection, seen, event);
}

void WireLaw::dispatch_down(WireConnection& connection, const sim::PacketSeen& seen,
                            const sim::Event& event) {
    deliveries_.sent(connection, *seen.packet, seen.bytes.size(), event);
    answers_.down(connection, *seen.packet, event);
    if (const auto* connack = seen.as<mqtt::Connack>()) {
        const bool first = !connection.connacked;
        greeting_.connack(connection, *connack, event);
        if (first) endings_.connack(connection, *connack, event);
        return;
    }
    if (const auto* disconnect = seen.as<mqtt::Disconnect>()) {
        return endings_.disconnect(connection, *disconnect, event);
    }
    greeting_.other(connection, *seen.packet, event);
    if (const auto* publish = seen.as<mqtt::Publish>()) {
        deliveries_.published(connection, *publish, event);
    }
}

void WireLaw::transport(const sim::ConnectionSeen& seen, const sim::Event& event) {
    if (seen.tap == Tap::client) return;
    WireConnection* connection = case_.find(seen.connection);
    if (connection == nullptr) return;
    const bool by_broker = seen.direction == Direction::down;
    const bool fin = seen.what == Transport::fin;
    const bool over =
        seen.what == Transport::rst || seen.what == Transport::timed_out || (fin && by_broker);
    if (!by_broker && (fin || over)) connection->goodbye = true;
    if (!over) return;
    endings_.over(*connection, by_broker, event);
    forget(seen.connection);
}

void WireLaw::forget(sim::ConnectionId id) {
    case_.connections.erase(id);
    over_.insert(id);
}

void WireLaw::broker_died() {
    for (const auto& [id, _] : case_.connections) over_.insert(id);
    case_.connections.clear();
}

std::vector<LawFinding> WireLaw::finish(Instant end) {
    answers_.run_before(end);
    case_.agenda.run_before(end);
    return case_.rules.all();
}

}  // namespace breakwire::scenarios
