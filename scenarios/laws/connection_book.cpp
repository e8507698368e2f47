#include "scenarios/laws/connection_book.hpp"

#include <algorithm>

#include "sim/mqtt/topic_rules.hpp"

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

void set_standing(SessionSeen& session, Standing standing) {
    const auto it =
        std::find_if(session.standing.begin(), session.standing.end(),
                     [&](const Standing& each) { return each.filter == standing.filter; });
    if (it == session.standing.end()) {
        session.standing.push_back(std::move(standing));
    } else {
        *it = std::move(standing);
    }
}

}  // namespace

Connection* ConnectionBook::see(const sim::Event& event) {
    forget_old(event.at);
    if (const auto* seen = event.as<sim::PacketSeen>()) return packet(event, *seen);
    if (const auto* seen = event.as<sim::ConnectionSeen>()) return transport(event, *seen);
    if (const auto* seen = event.as<sim::BrokerEvent>()) {
        const bool died =
            seen->state == sim::BrokerState::exited || seen->state == sim::BrokerState::crashed;
        if (died) broker_died();
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
    Ids candidates;
    if (const auto it = exact_.find(topic); it != exact_.end()) candidates = it->second;
    for (const auto& [text, ids] : wild_) {
        const auto filter = TopicFilter::parse(text);
        if (filter && filter->matches(topic)) candidates.insert(ids.begin(), ids.end());
    }
    std::vector<Connection*> found;
    for (const sim::ConnectionId id : candidates) {
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
            forget_filters(it->second);
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
        asked(connection, *subscribe, event.at);
    } else if (const auto* unsubscribe = seen.as<mqtt::Unsubscribe>()) {
        asked(connection, *unsubscribe, event.at);
    } else if (const auto* publish = seen.as<mqtt::Publish>()) {
        connection.topic = resolve(*publish, connection.aliases_up);
    } else if (const auto* puback = seen.as<mqtt::Puback>()) {
        connection.unacknowledged.erase(puback->packet_id);
    } else if (const auto* pubcomp = seen.as<mqtt::Pubcomp>()) {
        connection.unacknowledged.erase(pubcomp->packet_id);
    } else if (const auto* pubrec = seen.as<mqtt::Pubrec>(); pubrec && pubrec->reason >= 0x80) {
        connection.unacknowledged.erase(pubrec->packet_id);
    } else if (const auto* disconnect = seen.as<mqtt::Disconnect>()) {
        left(connection, *disconnect);
    }
}

void ConnectionBook::asked(Connection& connection, const mqtt::Subscribe& subscribe, Instant at) {
    connection.asked[subscribe.packet_id] = subscribe.subscriptions;
    connection.subscriptions_changed = at;
    for (const auto& each : subscribe.subscriptions) connection.session->ever.insert(each.filter);
}

void ConnectionBook::asked(Connection& connection, const mqtt::Unsubscribe& unsubscribe,
                           Instant at) {
    connection.unsubscribing.insert(unsubscribe.packet_id);
    connection.subscriptions_changed = at;
    for (const std::string& filter : unsubscribe.filters) {
        std::erase_if(connection.session->standing,
                      [&](const Standing& each) { return each.filter.text() == filter; });
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
        grant(connection, *suback, event.at);
    } else if (const auto* unsuback = seen.as<mqtt::Unsuback>()) {
        connection.unsubscribing.erase(unsuback->packet_id);
        connection.subscriptions_changed = event.at;
    } else if (const auto* publish = seen.as<mqtt::Publish>()) {
        sent(connection, *publish, event.at);
    } else if (seen.as<mqtt::Disconnect>() != nullptr) {
        connection.leaving = true;
    }
}

void ConnectionBook::sent(Connection& connection, const mqtt::Publish& publish, Instant at) const {
    connection.topic = resolve(publish, connection.aliases_down);
    if (publish.qos == mqtt::Qos::at_most_once) return;
    connection.unacknowledged.insert(publish.packet_id);
    const std::size_t receive_maximum =
        connection.connect.properties.get<std::uint16_t>(PropertyId::receive_maximum)
            .value_or(0xFFFF);
    const std::size_t limit = std::min(inflight_limit_, receive_maximum);
    if (connection.unacknowledged.size() >= limit) connection.busy_at = at;
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
    if (!connect.client_id.empty()) {
        connection.identity.client_id = connect.client_id;
        if (Connection* rival = latest_of(connect.client_id)) rival->leaving = true;
        latest_[connect.client_id] = seen.connection;
    }
    return connections_.insert_or_assign(seen.connection, std::move(connection)).first->second;
}

void ConnectionBook::answer(Connection& connection, const mqtt::Connack& connack, Instant at) {
    if (connack.reason != 0) {
        connection.refused = true;
        return;
    }
    connection.accepted = true;
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
    resume(connection, connack.session_present, at);
}

void ConnectionBook::resume(Connection& connection, bool session_present, Instant at) {
    // A client may subscribe before it has read its CONNACK; those filters go along.
    const std::set<std::string> asked = connection.session->ever;
    const std::string& name = connection.identity.client_id.value_or("");
    const auto stored = sessions_.find(name);
    if (!session_present) {
        connection.session = std::make_shared<SessionSeen>();
    } else if (stored != sessions_.end()) {
        connection.session = stored->second;
    } else {
        connection.session->whole = false;
    }
    connection.session->ever.insert(asked.begin(), asked.end());
    connection.subscriptions_changed = at;
    connection.resumed = session_present;
    for (Standing& each : connection.session->standing) {
        each.since = at;
        note_filter(each.filter, connection.id);
    }
    if (!name.empty()) sessions_[name] = connection.session;
}

void ConnectionBook::grant(Connection& connection, const mqtt::Suback& suback, Instant at) {
    const auto asked = connection.asked.extract(suback.packet_id);
    if (asked.empty()) return;
    connection.subscriptions_changed = at;
    const std::size_t count = std::min(asked.mapped().size(), suback.reasons.size());
    for (std::size_t i = 0; i < count; ++i) {
        const mqtt::Subscription& wanted = asked.mapped()[i];
        auto filter = TopicFilter::parse(wanted.filter);
        if (!filter || suback.reasons[i] > 2) continue;
        // One copy goes to one member of the group, so nobody can count on any.
        if (filter->is_shared()) continue;
        note_filter(*filter, connection.id);
        set_standing(*connection.session,
                     {std::move(*filter), static_cast<mqtt::Qos>(suback.reasons[i]),
                      wanted.no_local, wanted.retain_as_published, wanted.retain_handling, at});
    }
}

void ConnectionBook::end(Connection& connection, Instant at) {
    if (connection.gone) return;
    connection.gone = true;
    ended_.emplace_back(at, connection.id);
    const auto& name = connection.identity.client_id;
    if (!name || connection.session_expiry != Duration{}) return;
    const auto stored = sessions_.find(*name);
    if (stored != sessions_.end() && stored->second == connection.session) sessions_.erase(stored);
}

void ConnectionBook::broker_died() {
    // What a restarted broker still knows depends on what it saved; its sessions start unknown.
    for (auto& [_, connection] : connections_) connection.leaving = true;
    sessions_.clear();
}

void ConnectionBook::note_filter(const TopicFilter& filter, sim::ConnectionId id) {
    const std::string text(filter.unshared());
    if (mqtt::has_wildcard(text)) {
        wild_[text].insert(id);
    } else {
        exact_[text].insert(id);
    }
}

void ConnectionBook::forget_filters(const Connection& connection) {
    for (const std::string& text : connection.session->ever) {
        if (const auto it = exact_.find(text); it != exact_.end()) {
            it->second.erase(connection.id);
            if (it->second.empty()) exact_.erase(it);
        }
        if (const auto it = wild_.find(text); it != wild_.end()) {
            it->second.erase(connection.id);
            if (it->second.empty()) wild_.erase(it);
        }
    }
}

}  // namespace breakwire::scenarios
