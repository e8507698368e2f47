#pragma once

#include "scenarios/laws/wire_case.hpp"

namespace breakwire::scenarios {

/// Every request of a client is answered once, in time, by the right packet with the same id; what
/// nobody asked for does not come.
///
/// In time means within the broker's promptness while nothing hinders it. A client that has left or
/// broken a rule can expect nothing; neither can one with so many unanswered requests that the
/// broker may hold some back.
class WireAnswers {
public:
    explicit WireAnswers(WireCase& shared) : case_(shared) {}

    /// Requests that are too old now are breaches. Call before anything at `now` is entered.
    void run_before(Instant now);

    void greeted(WireConnection& connection, const sim::Event& event) {
        asked(connection, Awaits::connack, 0, event);
    }
    void up(WireConnection& connection, const mqtt::Packet& packet, const sim::Event& event);
    void down(WireConnection& connection, const mqtt::Packet& packet, const sim::Event& event);

private:
    struct Due {
        Instant when;
        sim::ConnectionId connection;
        std::uint32_t key;
        std::uint64_t event;
    };

    void asked(WireConnection& connection, Awaits what, std::uint16_t id, const sim::Event& event);
    /// The event of the oldest such request, which is over now; 0 if there is none.
    static std::uint64_t take(WireConnection& connection, Awaits what, std::uint16_t id);
    void overdue(const Due& due);

    void published(WireConnection& connection, const mqtt::Publish& publish,
                   const sim::Event& event);
    static void acknowledged(WireConnection& connection, std::uint16_t id, mqtt::Qos qos);
    void received(WireConnection& connection, const mqtt::Pubrec& pubrec, const sim::Event& event);

    void answer(WireConnection& connection, Awaits what, std::uint16_t id, const sim::Event& event);
    void release(WireConnection& connection, std::uint16_t id, const sim::Event& event);
    void granted(WireConnection& connection, const mqtt::Suback& suback, const sim::Event& event);
    void released(WireConnection& connection, const mqtt::Unsuback& unsuback,
                  const sim::Event& event);

    WireCase& case_;
    std::deque<Due> dues_;  ///< all wait equally long, so the oldest is first
};

}  // namespace breakwire::scenarios
