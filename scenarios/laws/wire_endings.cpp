#include "scenarios/laws/wire_endings.hpp"

#include <fmt/format.h>

namespace breakwire::scenarios {

namespace {

constexpr std::uint8_t session_taken_over = 0x8E;
constexpr std::uint8_t disconnect_with_will = 0x04;

}  // namespace

void WireEndings::must_close(const WireConnection& connection, WireRule rule, std::string why,
                             std::uint64_t cause, Instant since) {
    const Instant by = since + case_.traits.promptness;
    case_.agenda.add(by, [this, id = connection.id, rule, why = std::move(why), cause, since, by] {
        const WireConnection* still = case_.find(id);
        if (still == nullptr) return;
        if (!case_.unhindered(*still, since)) return;
        case_.rules.violated(rule, still->version,
                             still->name() + ' ' + why + ", and its connection goes on", by,
                             WireCase::evidence(*still, cause));
    });
}

void WireEndings::bad_input(WireConnection& connection, WireRule rule, const std::string& what,
                            const sim::Event& event) {
    if (connection.bad_event != 0 || connection.goodbye || connection.farewell != 0) return;
    if (connection.connacked && !connection.accepted) return;
    connection.bad_event = event.number;
    connection.bad_rule = rule;
    must_close(connection, rule, "sent " + what, event.number, event.at);
}

void WireEndings::rival_greeted(WireConnection& rival) {
    if (rival.empty_id) return;
    const auto it = case_.latest.find(rival.client_id);
    WireConnection* old = it == case_.latest.end() ? nullptr : case_.find(it->second);
    if (old != nullptr && old->id != rival.id) old->rival = rival.id;
}

void WireEndings::connack(WireConnection& connection, const mqtt::Connack& connack,
                          const sim::Event& event) {
    if (connack.reason != 0) {
        displaced_.erase(connection.id);
        must_close(connection, WireRule::refusal_closes, "was refused", event.number, event.at);
        return;
    }
    if (connection.connect_event == 0) return;
    take_over(connection, event);
    case_.latest[connection.client_id] = connection.id;
    watch_silence(connection);
}

void WireEndings::take_over(WireConnection& connection, const sim::Event& event) {
    if (const auto gone = displaced_.extract(connection.id); !gone.empty()) {
        told(gone.mapped(), event);
    }
    const auto it = case_.latest.find(connection.client_id);
    WireConnection* old = it == case_.latest.end() ? nullptr : case_.find(it->second);
    // Of two that were made at the same time nobody can say which came last.
    if (old == nullptr || old->accepted_event > connection.connect_event) return;
    if (old->goodbye || old->id == connection.id) return;
    must_close(*old, WireRule::takeover_closes, "connected again", event.number, event.at);
}

void WireEndings::told(const WireConnection& old, const sim::Event& event) {
    if (!old.v5() || !case_.unhindered(old, old.last_up)) return;
    const std::string seen = old.farewell == 0
                                 ? "no DISCONNECT"
                                 : fmt::format("DISCONNECT 0x{:02x}", old.farewell_reason);
    case_.judge(old.farewell_reason == session_taken_over, WireRule::takeover_told, old,
                "connected again, and its old connection got " + seen, event, old.connect_event);
}

void WireEndings::disconnect(WireConnection& connection, const mqtt::Disconnect& disconnect,
                             const sim::Event& event) {
    case_.judge(connection.connacked, WireRule::disconnect_after_connack, connection,
                "got DISCONNECT before CONNACK", event);
    case_.judge(!disconnect.properties.has(mqtt::PropertyId::session_expiry_interval),
                WireRule::no_expiry_from_server, connection,
                "got a DISCONNECT with a session expiry", event);
    case_.judge(disconnect.reason != disconnect_with_will, WireRule::disconnect_reason, connection,
                "got a DISCONNECT with a reason that only clients give", event);
    if (connection.bad_event != 0) {
        case_.judge(disconnect.reason >= 0x80, WireRule::error_named, connection,
                    fmt::format("broke a rule and was told 0x{:02x}", disconnect.reason), event,
                    connection.bad_event);
    }
    if (connection.farewell != 0) return;
    connection.farewell = event.number;
    connection.farewell_reason = disconnect.reason;
    must_close(connection, WireRule::disconnect_closes, "got a DISCONNECT", event.number, event.at);
}

void WireEndings::over(WireConnection& connection, bool by_broker, const sim::Event& event) {
    if (!by_broker) {
        displaced_.erase(connection.id);
        return;
    }
    const auto held = [&](WireRule rule) { case_.rules.held(rule, connection.version); };
    if (connection.connacked && !connection.accepted) held(WireRule::refusal_closes);
    if (connection.farewell != 0) {
        held(WireRule::disconnect_closes);
        held(WireRule::disconnect_is_last);
    }
    if (connection.bad_event != 0) {
        held(connection.bad_rule);
    } else if (connection.rival != 0 && !connection.goodbye && !silent(connection, event.at)) {
        held(WireRule::takeover_closes);
        displaced(connection, event);
    } else if (silent(connection, event.at) && !connection.goodbye) {
        held(WireRule::keep_alive);
    }
}

void WireEndings::displaced(const WireConnection& old, const sim::Event& event) {
    const WireConnection* rival = case_.find(old.rival);
    const bool crossed = rival == nullptr || rival->connect_event < old.accepted_event;
    if (crossed) return;
    if (!rival->connacked) {
        displaced_.insert_or_assign(old.rival, old);
    } else if (rival->accepted) {
        told(old, event);
    }
}

bool WireEndings::silent(const WireConnection& connection, Instant now) const {
    if (connection.keep_alive == Duration{} || case_.traits.keep_alive_window == nullptr) {
        return false;
    }
    return now >= connection.last_up + case_.traits.keep_alive_window(connection.keep_alive).from;
}

void WireEndings::watch_silence(const WireConnection& connection) {
    if (connection.keep_alive == Duration{} || case_.traits.keep_alive_window == nullptr) return;
    const Duration most = case_.traits.keep_alive_window(connection.keep_alive).to;
    case_.agenda.add(connection.last_up + most + case_.traits.promptness,
                     [this, id = connection.id, last = connection.last_up_event] {
                         look_for_silence(id, last);
                     });
}

void WireEndings::look_for_silence(sim::ConnectionId id, std::uint64_t last_up_event) {
    const WireConnection* connection = case_.find(id);
    if (connection == nullptr || connection->goodbye) return;
    // Of a long packet the broker may have read a part already.
    if (connection->last_up_event != last_up_event) return watch_silence(*connection);
    if (connection->long_packet != 0 || !case_.calm.ever_since(connection->last_up)) return;
    const Duration limit = connection->keep_alive * 3 / 2;
    case_.rules.violated(WireRule::keep_alive, connection->version,
                         fmt::format("{} has said nothing for {}, 1.5 x its keep alive and more, "
                                     "and its connection goes on",
                                     connection->name(), to_string(limit)),
                         connection->last_up + limit, {connection->last_up_event});
}

}  // namespace breakwire::scenarios
