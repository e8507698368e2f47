#pragma once

#include "scenarios/laws/wire_case.hpp"

namespace breakwire::scenarios {

/// When the broker has to close a connection: after a refusal, a second CONNECT, input that the
/// standard forbids, its own DISCONNECT, silence, or a new connection of the same client.
///
/// A broker that hangs up for a reason of its own in the very moment in which a rival connects
/// counts as one that gives way to it: nothing on the wire tells them apart.
///
/// A bad protocol name or level is left alone: the broker may speak another protocol as well.
class WireEndings {
public:
    explicit WireEndings(WireCase& shared) : case_(shared) {}

    /// A packet that is malformed, or that a client may not send now. `what` it is, in words.
    void bad_input(WireConnection& connection, WireRule rule, const std::string& what,
                   const sim::Event& event);
    void rival_greeted(WireConnection& rival);
    void connack(WireConnection& connection, const mqtt::Connack& connack, const sim::Event& event);
    void disconnect(WireConnection& connection, const mqtt::Disconnect& disconnect,
                    const sim::Event& event);
    /// The broker can send nothing more; `by_broker` if it closed.
    void over(WireConnection& connection, bool by_broker, const sim::Event& event);

private:
    void must_close(const WireConnection& connection, WireRule rule, std::string why,
                    std::uint64_t cause, Instant since);
    void take_over(WireConnection& connection, const sim::Event& event);
    void displaced(const WireConnection& old, const sim::Event& event);
    void told(const WireConnection& old, const sim::Event& event);
    void watch_silence(const WireConnection& connection);
    void look_for_silence(sim::ConnectionId id, std::uint64_t last_up_event);
    bool silent(const WireConnection& connection, Instant now) const;

    WireCase& case_;
    /// Old connections that ended before the CONNACK of their rival, by the rival.
    std::unordered_map<sim::ConnectionId, WireConnection> displaced_;
};

}  // namespace breakwire::scenarios
