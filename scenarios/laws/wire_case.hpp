#pragma once

#include "scenarios/laws/agenda.hpp"
#include "scenarios/laws/broker_calm.hpp"
#include "scenarios/laws/inflight.hpp"
#include "scenarios/laws/wire_connection.hpp"
#include "scenarios/laws/wire_rules.hpp"

namespace breakwire::scenarios {

/// What the parts of the wire law share: the state of one case.
struct WireCase {
    explicit WireCase(const LawContext& context)
        : traits(context.traits),
          inflight(inflight_limit(context.broker.limits)),
          rules(wire_rules()) {}

    BrokerTraits traits;
    std::size_t inflight;
    RuleBook<WireRule> rules;
    BrokerCalm calm;
    Agenda agenda;
    std::unordered_map<sim::ConnectionId, WireConnection> connections;
    std::unordered_map<std::string, sim::ConnectionId> latest;  ///< accepted, by client id

    WireConnection* find(sim::ConnectionId id) {
        const auto it = connections.find(id);
        return it == connections.end() ? nullptr : &it->second;
    }
    /// Whether nothing has kept the broker from dealing with the connection since `then`.
    bool unhindered(const WireConnection& connection, Instant then) const {
        return calm.ever_since(then) && connection.crowded_at < then && !backed_up(connection);
    }
    /// Whether so much is under way to the device that the broker's socket may be full.
    static bool backed_up(const WireConnection& connection) {
        constexpr std::int64_t small_window = 16'384;
        return connection.backlog > small_window;
    }
    /// `text` goes on from the client's name: "'pump' got ..."; `cause` is the event it rests on,
    /// the CONNECT if there is no other.
    void judge(bool obeyed, WireRule rule, const WireConnection& connection,
               const std::string& text, const sim::Event& event, std::uint64_t cause = 0) {
        if (obeyed) return rules.held(rule, connection.version);
        rules.violated(rule, connection.version, connection.name() + ' ' + text, event.at,
                       evidence(connection, event.number, cause));
    }
    static std::vector<std::uint64_t> evidence(const WireConnection& connection,
                                               std::uint64_t event, std::uint64_t cause = 0) {
        std::vector<std::uint64_t> all;
        const std::uint64_t first = cause != 0 ? cause : connection.connect_event;
        if (first != 0) all.push_back(first);
        if (event != first) all.push_back(event);
        return all;
    }
};

}  // namespace breakwire::scenarios
