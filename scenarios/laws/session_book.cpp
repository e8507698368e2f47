#include "scenarios/laws/session_book.hpp"

#include <algorithm>

namespace breakwire::scenarios {

namespace {

void drop(SessionSeen& session, const std::string& filter) {
    std::erase_if(session.standing,
                  [&](const Standing& each) { return each.filter.text() == filter; });
}

void one_answer_less(SessionSeen& session) {
    if (session.unanswered > 0) --session.unanswered;
}

void changed(Connection& connection, Instant at) {
    connection.subscriptions_changed = at;
    connection.session->changed = at;
}

std::shared_ptr<SessionSeen> unknown_session() {
    auto session = std::make_shared<SessionSeen>();
    session->whole = false;
    return session;
}

}  // namespace

void SessionBook::greeted(const Connection& connection) {
    if (connection.connect.client_id.empty()) return;
    doors_[connection.connect.client_id].waiting.insert(connection.id);
}

void SessionBook::answered(Connection& connection, bool session_present, Instant at) {
    connection.crossed = crossed(connection, at);
    if (connection.refused) return;
    connection.resumed = session_present;
    connection.subscriptions_changed = at;
    resume(connection, session_present);
    for (Standing& each : connection.session->standing) {
        each.since = at;
        each.resumed = true;
        index_.add(each.filter, connection.id);
    }
    if (!connection.identity.client_id) return;
    // Which of several connections made at once has the session that stays is anybody's guess.
    sessions_[*connection.identity.client_id] =
        connection.crossed ? unknown_session() : connection.session;
}

/// Whether another connection of the client was being made at the same time. CONNACKs on two
/// connections pass the tap in any order, so nobody can say which of them has the session.
bool SessionBook::crossed(const Connection& connection, Instant at) {
    const auto it = doors_.find(connection.connect.client_id);
    if (it == doors_.end()) return false;
    Door& door = it->second;
    door.waiting.erase(connection.id);
    const bool overlap =
        !door.waiting.empty() || door.lost || door.last_answer >= connection.connect_at;
    door.lost = false;
    door.last_answer = at;
    return overlap;
}

void SessionBook::resume(Connection& connection, bool session_present) {
    // A client may subscribe and unsubscribe before it has read its CONNACK; that goes along.
    const auto early = connection.session->wanted;
    const auto stored = sessions_.find(connection.identity.client_id.value_or(""));
    if (!session_present) {
        connection.session = std::make_shared<SessionSeen>();
    } else if (stored != sessions_.end() && !connection.crossed) {
        connection.session = stored->second;
    } else {
        connection.session = unknown_session();
    }
    SessionSeen& session = *connection.session;
    session.whole = session.whole && session.unanswered == 0;
    session.unanswered = connection.asked.size() + connection.unsubscribing.size();
    if (!early.empty()) session.changed = connection.subscriptions_changed;
    for (const auto& [filter, _] : early) {
        session.wanted[filter] = Instant::max();
        drop(session, filter);
    }
}

void SessionBook::asked(Connection& connection, const mqtt::Subscribe& subscribe, Instant at) {
    connection.asked[subscribe.packet_id] = subscribe.subscriptions;
    const auto identifier =
        subscribe.properties.get<std::uint32_t>(mqtt::PropertyId::subscription_identifier);
    if (identifier) connection.identifiers[subscribe.packet_id] = *identifier;
    changed(connection, at);
    ++connection.session->unanswered;
    for (const mqtt::Subscription& each : subscribe.subscriptions) {
        connection.session->wanted[each.filter] = Instant::max();
        // Until the SUBACK nobody knows whether the old options hold or the new.
        drop(*connection.session, each.filter);
    }
}

void SessionBook::asked(Connection& connection, const mqtt::Unsubscribe& unsubscribe, Instant at) {
    connection.unsubscribing[unsubscribe.packet_id] = unsubscribe.filters;
    changed(connection, at);
    ++connection.session->unanswered;
    for (const std::string& filter : unsubscribe.filters) {
        connection.session->wanted[filter] = Instant::max();
        drop(*connection.session, filter);
        // A SUBSCRIBE still without its answer comes first, so this undoes it as well. Its place in
        // the list stays, since SUBACK counts places.
        for (auto& [_, pending] : connection.asked) {
            for (mqtt::Subscription& each : pending) {
                if (each.filter == filter) each.filter.clear();
            }
        }
    }
}

void SessionBook::granted(Connection& connection, const mqtt::Suback& suback, Instant at) {
    const auto asked = connection.asked.extract(suback.packet_id);
    const auto numbered = connection.identifiers.extract(suback.packet_id);
    const std::uint32_t identifier = numbered.empty() ? 0 : numbered.mapped();
    if (asked.empty()) return;
    one_answer_less(*connection.session);
    changed(connection, at);
    const std::size_t count = std::min(asked.mapped().size(), suback.reasons.size());
    for (std::size_t i = 0; i < count; ++i) {
        const mqtt::Subscription& wanted = asked.mapped()[i];
        const auto filter = TopicFilter::parse(wanted.filter);
        const bool refused = suback.reasons[i] > 2;
        // One copy goes to one member of a shared subscription, so nobody can count on any.
        if (!filter || refused || filter->is_shared()) continue;
        index_.add(*filter, connection.id);
        connection.session->wanted[wanted.filter] = Instant::max();
        drop(*connection.session, wanted.filter);
        connection.session->standing.push_back({*filter, static_cast<mqtt::Qos>(suback.reasons[i]),
                                                wanted.no_local, wanted.retain_as_published,
                                                wanted.retain_handling, identifier, false, at});
    }
}

void SessionBook::released(Connection& connection, const mqtt::Unsuback& unsuback, Instant at) {
    const auto given_up = connection.unsubscribing.extract(unsuback.packet_id);
    if (given_up.empty()) return;
    one_answer_less(*connection.session);
    changed(connection, at);
    // A filter may have been asked for again meanwhile.
    if (!connection.asked.empty()) return;
    for (const std::string& filter : given_up.mapped()) connection.session->wanted[filter] = at;
}

void SessionBook::ended(const Connection& connection) {
    if (const auto it = doors_.find(connection.connect.client_id); it != doors_.end()) {
        it->second.waiting.erase(connection.id);
        if (!connection.accepted && !connection.refused) it->second.lost = true;
    }
    const auto& name = connection.identity.client_id;
    if (!name || connection.session_expiry != Duration{}) return;
    const auto stored = sessions_.find(*name);
    if (stored != sessions_.end() && stored->second == connection.session) sessions_.erase(stored);
}

void SessionBook::broker_died() {
    sessions_.clear();
    doors_.clear();
}

}  // namespace breakwire::scenarios
