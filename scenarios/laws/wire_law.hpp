#pragma once

#include "scenarios/laws/wire_answers.hpp"
#include "scenarios/laws/wire_deliveries.hpp"
#include "scenarios/laws/wire_endings.hpp"
#include "scenarios/laws/wire_form.hpp"
#include "scenarios/laws/wire_greeting.hpp"

namespace breakwire::scenarios {

/// What the broker sends on a connection is legal there, and what its client sends is answered as
/// the standard says: each connection by itself, judged at the broker tap.
///
/// The broker has its promptness for everything; what it is late with while it starts, is paused or
/// disturbed, or while its octets pile up before the device, is unknown. What a client sends in
/// breach of the standard has to end its connection; nothing else is asked of the broker there.
/// Costs O(1) for each event. Source: chapters 2 to 4 of 3.1.1 and 5.0; rules in `wire_rules`.
class WireLaw final : public Law {
public:
    explicit WireLaw(const LawContext& context);

    void see(const sim::Event& event) override;
    std::vector<LawFinding> finish(Instant end) override;

private:
    void packet(const sim::PacketSeen& seen, const sim::Event& event);
    void at_client_tap(const sim::PacketSeen& seen, Instant at);
    void up(WireConnection& connection, const sim::PacketSeen& seen, const sim::Event& event);
    void greeted(WireConnection& connection, const mqtt::Connect& connect, const sim::Event& event);
    void down(WireConnection& connection, const sim::PacketSeen& seen, const sim::Event& event);
    void dispatch_down(WireConnection& connection, const sim::PacketSeen& seen,
                       const sim::Event& event);
    void transport(const sim::ConnectionSeen& seen, const sim::Event& event);
    void broker_died();
    WireConnection* entered(const sim::PacketSeen& seen);
    void forget(sim::ConnectionId id);
    void account(WireConnection& connection, std::int64_t octets, Instant at) const;

    WireCase case_;
    WireForm form_;
    WireGreeting greeting_;
    WireAnswers answers_;
    WireDeliveries deliveries_;
    WireEndings endings_;
    std::unordered_set<sim::ConnectionId> over_;  ///< what comes on these is of no consequence
};

}  // namespace breakwire::scenarios
