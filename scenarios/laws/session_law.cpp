#include "scenarios/laws/session_law.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/laws/inflight.hpp"

namespace breakwire::scenarios {

namespace {

using mqtt::PropertyId;
using mqtt::Qos;
using sim::BrokerState;
using sim::Transport;

bool ends_connection(const sim::ConnectionSeen& seen) {
    return seen.what == Transport::rst || seen.what == Transport::timed_out ||
           (seen.what == Transport::fin && seen.direction == sim::Direction::down);
}

}  // namespace

SessionLaw::SessionLaw(const LawContext& context)
    : traits_(context.traits),
      inflight_(inflight_limit(context.broker.limits)),
      book_(3 * context.traits.promptness, inflight_),
      rules_(session_rules()) {}

void SessionLaw::see(const sim::Event& event) {
    agenda_.run_before(event.at);
    calm_.see(event);
    if (const auto* seen = event.as<sim::BrokerEvent>()) broker(seen->state);
    Connection* connection = book_.see(event);
    if (connection == nullptr) return;
    if (const auto* seen = event.as<sim::PacketSeen>()) {
        packet(*seen, *connection, event);
    } else if (const auto* seen_end = event.as<sim::ConnectionSeen>()) {
        ended(*connection, *seen_end, event.at);
    }
}

void SessionLaw::judge(bool obeyed, SessionRule rule, const Connection& connection,
                       const std::string& text, const sim::Event& event) {
    if (obeyed) return rules_.held(rule, connection.connect.version);
    rules_.violated(rule, connection.connect.version, connection.name() + ' ' + text, event.at,
                    {connection.connect_event, event.number});
}

KeptSession* SessionLaw::owned(const Connection& connection) {
    const auto it = sessions_.find(connection.identity.client_id.value_or(""));
    const bool its = it != sessions_.end() && it->second.owner == connection.id;
    return its ? &it->second : nullptr;
}

void SessionLaw::broker(BrokerState state) {
    if (state == BrokerState::starting) start_seen_ = true;
    if (state != BrokerState::exited && state != BrokerState::crashed) return;
    for (auto& [_, session] : sessions_) {
        session = KeptSession{};
        session.unknown = true;
    }
}

void SessionLaw::packet(const sim::PacketSeen& seen, Connection& connection,
                        const sim::Event& event) {
    if (seen.direction == sim::Direction::up) return up(seen, connection, event);
    if (const auto* connack = seen.as<mqtt::Connack>()) {
        if (connack->reason == 0) accepted(connection, connack->session_present, event);
    } else if (const auto* publish = seen.as<mqtt::Publish>()) {
        published(connection, *publish, event);
    } else if (const auto* pubrel = seen.as<mqtt::Pubrel>()) {
        KeptSession* kept = owned(connection);
        if (kept == nullptr) return;
        const auto it = kept->unfinished.find(pubrel->packet_id);
        if (it != kept->unfinished.end()) it->second.sent_on = connection.id;
    }
}

void SessionLaw::up(const sim::PacketSeen& seen, Connection& connection, const sim::Event& event) {
    // A CONNECT changes a session only once it is let in, which its CONNACK tells.
    if (connection.connect_event == event.number) return;
    if (const auto* puback = seen.as<mqtt::Puback>()) {
        finished(connection, puback->packet_id);
    } else if (const auto* pubcomp = seen.as<mqtt::Pubcomp>()) {
        finished(connection, pubcomp->packet_id);
    } else if (const auto* pubrec = seen.as<mqtt::Pubrec>()) {
        if (pubrec->reason >= 0x80) return finished(connection, pubrec->packet_id);
        KeptSession* kept = owned(connection);
        if (kept == nullptr) return;
        const auto it = kept->unfinished.find(pubrec->packet_id);
        if (it != kept->unfinished.end() && !it->second.received) it->second.received = event.at;
    } else if (const auto* disconnect = seen.as<mqtt::Disconnect>()) {
        left_.try_emplace(connection.id, event.at);
        KeptSession* kept = owned(connection);
        const bool revived = connection.v5() && revives_session(connection.connect, *disconnect);
        if (kept != nullptr && revived) kept->unknown = true;
    } else if (seen.packet == nullptr || seen.as<mqtt::Connect>() != nullptr) {
        left_.try_emplace(connection.id, event.at);  // the broker ends it from now on
    }
}

void SessionLaw::finished(const Connection& connection, std::uint16_t packet_id) {
    if (KeptSession* kept = owned(connection)) kept->unfinished.erase(packet_id);
}

void SessionLaw::accepted(Connection& connection, bool present, const sim::Event& event) {
    if (!connection.identity.client_id) return;
    const auto it = sessions_.find(*connection.identity.client_id);
    judge_present(connection, it == sessions_.end() ? nullptr : &it->second, present, event);
    KeptSession& kept = sessions_[*connection.identity.client_id];
    if (!present) kept = KeptSession{};
    // A PUBREC that was under way when the old connection broke may not have been read.
    const Instant broke = kept.connected ? connection.connect_at : kept.lost_from;
    std::erase_if(kept.unfinished, [&](const auto& each) {
        const auto& received = each.second.received;
        return received && *received + traits_.promptness >= broke;
    });
    kept.unknown = connection.crossed || (kept.unknown && present);
    // Somebody else may not have the rights to what is under way.
    const bool same_user = kept.owner == 0 || kept.user == connection.identity.user;
    kept.user = connection.identity.user;
    kept.connected = true;
    kept.owner = connection.id;
    kept.expiry = connection.session_expiry;
    kept.last_resent = 0;
    if (present && !kept.unknown && same_user) expect_again(connection, kept);
}

void SessionLaw::judge_present(const Connection& connection, const KeptSession* kept, bool present,
                               const sim::Event& event) {
    if (connection.connect.clean_start) {
        judge(!present, SessionRule::clean_is_new, connection,
              "asked for a clean session and was told that one is present", event);
        return;
    }
    if (connection.crossed || (kept != nullptr && kept->unknown)) return;
    if (kept == nullptr) {
        if (!start_seen_) return;
        judge(!present, SessionRule::not_made_up, connection,
              "was told of a session and never had one", event);
        return;
    }
    // Of a client that has left, the end at the broker may not show on the wire.
    if (kept->connected && kept->expiry && left_.contains(kept->owner)) return;
    if (kept->expiry == Duration{}) {
        judge(!present, SessionRule::not_made_up, connection,
              "was told of a session that ended with its connection", event);
    } else if (kept->connected || !kept->expiry) {
        judge(present, SessionRule::kept, connection, "was not told of the session it has", event);
    } else {
        judge_stored(connection, *kept, present, event);
    }
}

void SessionLaw::judge_stored(const Connection& connection, const KeptSession& kept, bool present,
                              const sim::Event& event) {
    if (traits_.delay_window == nullptr || !calm_.ever_since(kept.lost_from)) return;
    const Window window = traits_.delay_window(*kept.expiry);
    const Duration at_most = event.at - kept.lost_from;
    const Duration at_least = connection.connect_at - kept.lost_to;
    if (at_most < window.from) {
        judge(present, SessionRule::kept, connection,
              fmt::format("was not told of its session after {}, which lasts {}",
                          to_seconds_text(at_most), to_string(*kept.expiry)),
              event);
    } else if (at_least > window.to + traits_.promptness) {
        judge(!present, SessionRule::expired, connection,
              fmt::format("was told of its session after {}, which lasts {}",
                          to_seconds_text(at_least), to_string(*kept.expiry)),
              event);
    }
}

void SessionLaw::ended(const Connection& connection, const sim::ConnectionSeen& seen, Instant at) {
    const bool by_broker = seen.direction == sim::Direction::down;
    if (!by_broker && seen.what == Transport::fin) left_.try_emplace(connection.id, at);
    if (!ends_connection(seen)) return;
    const auto left = left_.extract(connection.id);
    const Instant earliest = by_broker ? at - traits_.promptness : at;
    const auto& name = connection.identity.client_id;
    if (!name) return;
    if (!connection.accepted && !connection.refused) {
        sessions_[*name].unknown = true;  // the broker may have let it in all the same
        return;
    }
    KeptSession* kept = owned(connection);
    if (kept == nullptr) return;
    kept->connected = false;
    kept->expiry = connection.session_expiry;
    kept->lost_from = left.empty() ? earliest : std::min(left.mapped(), earliest);
    kept->lost_to = at + traits_.promptness;
}

void SessionLaw::expect_again(const Connection& connection, const KeptSession& kept) {
    const auto largest =
        connection.connect.properties.get<std::uint32_t>(PropertyId::maximum_packet_size);
    const auto maximum =
        connection.connect.properties.get<std::uint16_t>(PropertyId::receive_maximum);
    const std::size_t limit = std::min<std::size_t>(inflight_, maximum.value_or(0xFFFF));
    if (largest || acl_changed_ || kept.unfinished.size() >= limit) return;
    const Instant since = connection.connect_at;
    for (const auto& [packet_id, each] : kept.unfinished) {
        if (each.may_expire) continue;
        agenda_.add(since + 2 * traits_.promptness,
                    [this, id = connection.id, number = packet_id, first = each.event, since] {
                        missing(id, number, first, since);
                    });
    }
}

void SessionLaw::missing(sim::ConnectionId id, std::uint16_t packet_id, std::uint64_t first,
                         Instant since) {
    const Connection* connection = book_.find(id);
    if (connection == nullptr || !connection->healthy() || connection->backed_up()) return;
    const KeptSession* kept = owned(*connection);
    if (kept == nullptr || kept->unknown || acl_changed_ || !calm_.ever_since(since)) return;
    const auto it = kept->unfinished.find(packet_id);
    if (it == kept->unfinished.end() || it->second.event != first) return;
    if (it->second.sent_on == id) return;
    const char* what = it->second.received ? "PUBREL" : "PUBLISH";
    rules_.violated(SessionRule::resent, connection->connect.version,
                    fmt::format("{} resumed its session and did not get {} with packet id {} again",
                                connection->name(), what, packet_id),
                    since + 2 * traits_.promptness, {first, connection->connect_event});
}

void SessionLaw::published(const Connection& connection, const mqtt::Publish& publish,
                           const sim::Event& event) {
    if (publish.qos == Qos::at_most_once) return;
    KeptSession* kept = owned(connection);
    if (kept == nullptr || kept->unknown) return;
    const auto it = kept->unfinished.find(publish.packet_id);
    const MessageKey key = message_key(connection.topic, publish.payload);
    if (it != kept->unfinished.end() && it->second.key == key) {
        return sent_again(connection, *kept, it->second, publish, event);
    }
    // In a resumed session the broker may repeat what died on its way to the tap.
    if (!connection.resumed) {
        const bool once = publish.qos == Qos::at_least_once;
        judge(!publish.dup, once ? SessionRule::new_at_qos_1 : SessionRule::new_at_qos_2,
              connection,
              fmt::format("got packet id {} for the first time, with DUP 1", publish.packet_id),
              event);
    }
    kept->unfinished[publish.packet_id] = {
        key,           event.number, publish.qos,
        connection.id, std::nullopt, publish.properties.has(PropertyId::message_expiry_interval)};
}

void SessionLaw::sent_again(const Connection& connection, KeptSession& kept, Unfinished& known,
                            const mqtt::Publish& publish, const sim::Event& event) {
    if (known.sent_on == connection.id) return;  // the wire law's affair
    known.sent_on = connection.id;
    if (!known.received) rules_.held(SessionRule::resent, connection.connect.version);
    judge(publish.dup, SessionRule::resent_as_duplicate, connection,
          fmt::format("got packet id {} again, with DUP 0", publish.packet_id), event);
    judge(known.event > kept.last_resent, SessionRule::resent_in_order, connection,
          fmt::format("got packet id {} again, behind what had first come after it",
                      publish.packet_id),
          event);
    kept.last_resent = std::max(kept.last_resent, known.event);
}

std::vector<LawFinding> SessionLaw::finish(Instant end) {
    agenda_.run_before(end);
    return rules_.all();
}

}  // namespace breakwire::scenarios
