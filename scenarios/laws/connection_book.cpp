#include "scenarios/laws/connection_book.hpp"

#include <algorithm>

namespace breakwire::scenarios {

namespace {

using mqtt::PropertyId;
using sim::Direction;
using sim::Transport;

/// A longer packet may reach the broker in several segments, with time in between.
constexpr std::size_t one_segment = 1024;
constexpr std::uint32_t never_expires = 0xFFFF'FFFF;

std::optional<Duration> expiry(std::uint32_t seconds) {
    if (seconds == never_expires) return std::nullopt;
    return std::chrono::seconds(seconds);
}

/// 3.1.1: a session dies with its connection if that began clean, else never by itself
/// ([MQTT-3.1.2-6]). 5.0 section 3.1.2.11.2: absent is 0.
std::optional<Duration> expiry_of(const mqtt::Connect& connect) {
    if (connect.version == mqtt::Version::v3_1_1) {
        return connect.clean_start ? std::optional<Duration>(Duration{}) : std::nullopt;
    }
    return expiry(
        connect.properties.get<std::uint32_t>(PropertyId::session_expiry_interval).value_or(0));
}

/// MQTT 5.0 section 3.3.2.3.4: an alias with a topic sets it, without one stands for it.
std::string resolve(const mqtt::Publish& publish, std::map<std::uint16_t, std::string>& aliases) {
    const auto alias = publish.properties.get<std::uint16_t>(PropertyId::topic_alias);
    if (!alias) return publish.topic;
    std::string& meant = aliases[*alias];
    if (!publish.topic.empty()) meant = publish.topic;
    return meant;
}

}  // namespace

Connection* ConnectionBook::see(const sim::Event& event) {
    forget_old(event.at);
    if (const auto* seen = event.as<sim::PacketSeen>()) return packet(event, *seen);
    if (const auto* seen = event.as<sim::ConnectionSeen>()) return transport(event, *seen);
    if (const auto* seen = event.as<sim::BrokerEvent>()) {
        const bool died =
            seen->state == sim::BrokerState::exited || seen->state == sim::BrokerState::crashed;
        if (died) broker_died(event.at);
    }
    return nullptr;
}

Connection* ConnectionBook::find(sim::ConnectionId id) {
    const auto it = connections_.find(id);
    return it == connections_.end() ? nullptr : &it->second;
}

Connection* ConnectionBook::latest_of(const std::string& client_id) {
    const auto it = latest_.find(client_id);
    return it == latest_.end() ? nullptr : find(it->second);
}

std::vector<Connection*> ConnectionBook::readers(const std::string& topic) {
    std::vector<Connection*> found;
    for (const sim::ConnectionId id : sessions_.candidates(topic)) {
        Connection* connection = find(id);
        if (connection == nullptr || !connection->healthy()) continue;
        if (!matching(*connection->session, topic).empty()) found.push_back(connection);
    }
    return found;
}

void ConnectionBook::forget_old(Instant now) {
    while (!ended_.empty() && ended_.front().first + memory_ < now) {
        const auto it = connections_.find(ended_.front().second);
        if (it != connections_.end()) {
            sessions_.forget(it->second);
            connections_.erase(it);
        }
        ended_.pop_front();
    }
}

Connection* ConnectionBook::packet(const sim::Event& event, const sim::PacketSeen& seen) {
    if (seen.tap == sim::Tap::client) {
        at_client_tap(seen);
        return nullptr;
    }
    Connection* connection = find(seen.connection);
    const auto* connect = seen.as<mqtt::Connect>();
    if (connection == nullptr && connect != nullptr && seen.direction == Direction::up) {
        return &greet(event, seen, *connect);
    }
    if (connection == nullptr) return nullptr;
    if (seen.direction == Direction::up) {
        up(event, seen, *connection);
    } else {
        down(event, seen, *connection);
    }
    return connection;
}

void ConnectionBook::at_client_tap(const sim::PacketSeen& seen) {
    Connection* connection = find(seen.connection);
    if (connection == nullptr) return;
    if (seen.direction == Direction::down) {
        connection->backlog -= static_cast<std::int64_t>(seen.bytes.size());
    } else if (seen.bytes.size() > one_segment) {
        connection->long_packet_under_way = seen.bytes.size();
    }
}

void ConnectionBook::up(const sim::Event& event, const sim::PacketSeen& seen,
                        Connection& connection) {
    connection.last_up = event.at;
    if (seen.bytes.size() == connection.long_packet_under_way) connection.long_packet_under_way = 0;
    if (const auto* subscribe = seen.as<mqtt::Subscribe>()) {
        sessions_.asked(connection, *subscribe, event.at);
    } else if (const auto* unsubscribe = seen.as<mqtt::Unsubscribe>()) {
        sessions_.asked(connection, *unsubscribe, event.at);
    } else if (const auto* publish = seen.as<mqtt::Publish>()) {
        connection.topic = resolve(*publish, connection.aliases_up);
    } else if (const auto* puback = seen.as<mqtt::Puback>()) {
        acknowledged(connection, puback->packet_id, event.at);
    } else if (const auto* pubcomp = seen.as<mqtt::Pubcomp>()) {
        acknowledged(connection, pubcomp->packet_id, event.at);
    } else if (const auto* pubrec = seen.as<mqtt::Pubrec>(); pubrec && pubrec->reason >= 0x80) {
        acknowledged(connection, pubrec->packet_id, event.at);
    } else if (const auto* disconnect = seen.as<mqtt::Disconnect>()) {
        left(connection, *disconnect);
    }
}

void ConnectionBook::left(Connection& connection, const mqtt::Disconnect& disconnect) {
    connection.leaving = true;
    const auto seconds =
        disconnect.properties.get<std::uint32_t>(PropertyId::session_expiry_interval);
    if (seconds) connection.session_expiry = expiry(*seconds);
}

void ConnectionBook::down(const sim::Event& event, const sim::PacketSeen& seen,
                          Connection& connection) {
    connection.backlog += static_cast<std::int64_t>(seen.bytes.size());
    if (const auto* connack = seen.as<mqtt::Connack>()) {
        answer(connection, *connack, event.at);
    } else if (const auto* suback = seen.as<mqtt::Suback>()) {
        sessions_.granted(connection, *suback, event.at);
    } else if (const auto* unsuback = seen.as<mqtt::Unsuback>()) {
        sessions_.released(connection, *unsuback, event.at);
    } else if (const auto* publish = seen.as<mqtt::Publish>()) {
        sent(connection, *publish, event.at);
    } else if (seen.as<mqtt::Disconnect>() != nullptr) {
        connection.leaving = true;
    }
}

void ConnectionBook::sent(Connection& connection, const mqtt::Publish& publish, Instant at) {
    connection.topic = resolve(publish, connection.aliases_down);
    if (publish.qos == mqtt::Qos::at_most_once) return;
    connection.unacknowledged.insert(publish.packet_id);
    if (connection.full()) connection.busy_at = at;
}

void ConnectionBook::acknowledged(Connection& connection, std::uint16_t id, Instant at) {
    if (connection.full()) connection.busy_at = at;
    connection.unacknowledged.erase(id);
}

Connection* ConnectionBook::transport(const sim::Event& event, const sim::ConnectionSeen& seen) {
    if (seen.tap == sim::Tap::client) return nullptr;
    Connection* connection = find(seen.connection);
    if (connection == nullptr) return nullptr;
    const bool fin = seen.what == Transport::fin;
    const bool over = seen.what == Transport::rst || seen.what == Transport::timed_out ||
                      (fin && seen.direction == Direction::down);
    if (over || fin) connection->leaving = true;
    if (over) end(*connection, event.at);
    return connection;
}

Connection& ConnectionBook::greet(const sim::Event& event, const sim::PacketSeen& seen,
                                  const mqtt::Connect& connect) {
    Connection connection;
    connection.id = seen.connection;
    connection.connect_event = event.number;
    connection.connect_at = connection.last_up = event.at;
    connection.connect = connect;
    connection.identity.user = connect.user_name;
    connection.keep_alive = std::chrono::seconds(connect.keep_alive);
    connection.session_expiry = expiry_of(connect);
    connection.window = std::min<std::size_t>(
        inflight_limit_,
        connect.properties.get<std::uint16_t>(PropertyId::receive_maximum).value_or(0xFFFF));
    if (!connect.client_id.empty()) {
        connection.identity.client_id = connect.client_id;
        if (Connection* rival = latest_of(connect.client_id)) rival->leaving = true;
        latest_[connect.client_id] = seen.connection;
    }
    sessions_.greeted(connection);
    return connections_.insert_or_assign(seen.connection, std::move(connection)).first->second;
}

void ConnectionBook::answer(Connection& connection, const mqtt::Connack& connack, Instant at) {
    connection.refused = connack.reason != 0;
    connection.accepted = !connection.refused;
    if (connection.accepted) settle_terms(connection, connack);
    sessions_.answered(connection, connack.session_present, at);
}

void ConnectionBook::settle_terms(Connection& connection, const mqtt::Connack& connack) {
    const mqtt::Properties& said = connack.properties;
    if (const auto name = said.get<std::string>(PropertyId::assigned_client_identifier)) {
        connection.identity.client_id = *name;
        latest_[*name] = connection.id;
    }
    if (const auto seconds = said.get<std::uint16_t>(PropertyId::server_keep_alive)) {
        connection.keep_alive = std::chrono::seconds(*seconds);
    }
    if (const auto seconds = said.get<std::uint32_t>(PropertyId::session_expiry_interval)) {
        connection.session_expiry = expiry(*seconds);
    }
}

void ConnectionBook::end(Connection& connection, Instant at) {
    if (connection.gone) return;
    connection.gone = true;
    ended_.emplace_back(at, connection.id);
    sessions_.ended(connection);
}

void ConnectionBook::broker_died(Instant at) {
    for (auto& [_, connection] : connections_) {
        connection.leaving = true;
        end(connection, at);
    }
    sessions_.broker_died();
}

}  // namespace breakwire::scenarios
