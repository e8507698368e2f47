#pragma once

#include <deque>
#include <unordered_map>

#include "scenarios/laws/session_book.hpp"

namespace breakwire::scenarios {

/// What the record says about each connection and session: who, which version, which
/// subscriptions, which topic aliases. Laws share the code; each keeps a book of its own.
///
/// Holds what is alive, and what ended for `memory` longer, since octets under way may still pass.
class ConnectionBook {
public:
    /// `inflight_limit`: unacknowledged deliveries at which the broker may hold back the next.
    ConnectionBook(Duration memory, std::size_t inflight_limit)
        : memory_(memory), inflight_limit_(inflight_limit) {}

    /// Enters the event. Returns the connection it happened on, if it passed the broker tap on one
    /// whose CONNECT was seen; borrowed until the next call.
    Connection* see(const sim::Event& event);

    Connection* find(sim::ConnectionId id);
    /// The connection with the last CONNECT that named `client_id`; null if that one is forgotten.
    Connection* latest_of(const std::string& client_id);
    /// Healthy connections with a subscription that matches, by connection number.
    std::vector<Connection*> readers(const std::string& topic);

private:
    void forget_old(Instant now);
    Connection* packet(const sim::Event& event, const sim::PacketSeen& seen);
    void at_client_tap(const sim::PacketSeen& seen);
    void up(const sim::Event& event, const sim::PacketSeen& seen, Connection& connection);
    static void left(Connection& connection, const mqtt::Disconnect& disconnect);
    void down(const sim::Event& event, const sim::PacketSeen& seen, Connection& connection);
    Connection* transport(const sim::Event& event, const sim::ConnectionSeen& seen);
    Connection& greet(const sim::Event& event, const sim::PacketSeen& seen,
                      const mqtt::Connect& connect);
    void answer(Connection& connection, const mqtt::Connack& connack, Instant at);
    void settle_terms(Connection& connection, const mqtt::Connack& connack);
    static void sent(Connection& connection, const mqtt::Publish& publish, Instant at);
    static void acknowledged(Connection& connection, std::uint16_t id, Instant at);
    void end(Connection& connection, Instant at);
    void broker_died(Instant at);

    Duration memory_;
    std::size_t inflight_limit_;
    std::unordered_map<sim::ConnectionId, Connection> connections_;
    std::deque<std::pair<Instant, sim::ConnectionId>> ended_;
    std::unordered_map<std::string, sim::ConnectionId> latest_;
    SessionBook sessions_;
};

}  // namespace breakwire::scenarios
