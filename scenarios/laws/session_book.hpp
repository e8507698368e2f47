#pragma once

#include <set>
#include <unordered_map>

#include "scenarios/laws/connection.hpp"
#include "scenarios/laws/reader_index.hpp"

namespace breakwire::scenarios {

/// Which subscriptions the sessions of a case have: what SUBACKs granted, UNSUBSCRIBEs gave up and
/// CONNACKs resumed. Part of the connection book.
class SessionBook {
public:
    /// A CONNECT was handed to the broker.
    void greeted(const Connection& connection);
    /// Its CONNACK came; `session_present` as it says. Must be called for a refusal as well.
    void answered(Connection& connection, bool session_present, Instant at);
    void asked(Connection& connection, const mqtt::Subscribe& subscribe, Instant at);
    void asked(Connection& connection, const mqtt::Unsubscribe& unsubscribe, Instant at);
    void granted(Connection& connection, const mqtt::Suback& suback, Instant at);
    void released(Connection& connection, const mqtt::Unsuback& unsuback, Instant at);
    /// The connection is over.
    void ended(const Connection& connection);
    void forget(const Connection& connection) { index_.remove(connection.id); }
    /// What a restarted broker still knows depends on what it saved: all sessions start unknown.
    void broker_died();

    ReaderIndex::Ids candidates(const std::string& topic) const { return index_.candidates(topic); }

private:
    /// The CONNECTs of one client id that have no CONNACK yet.
    struct Door {
        std::set<sim::ConnectionId> waiting;
        Instant last_answer = Instant::min();
        bool lost = false;  ///< one ended without, and the broker may have let it in all the same
    };
    bool crossed(const Connection& connection, Instant at);
    void resume(Connection& connection, bool session_present);

    ReaderIndex index_;
    std::unordered_map<std::string, std::shared_ptr<SessionSeen>> sessions_;  ///< by client id
    std::unordered_map<std::string, Door> doors_;                             ///< the same
};

}  // namespace breakwire::scenarios
