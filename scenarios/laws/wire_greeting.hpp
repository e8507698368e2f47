#pragma once

#include "scenarios/laws/wire_case.hpp"

namespace breakwire::scenarios {

/// What CONNECT asks for, and whether the CONNACK fits it: its place on the connection, its
/// properties, the client id it assigns.
class WireGreeting {
public:
    explicit WireGreeting(WireCase& shared) : case_(shared) {}

    /// The first CONNECT of a connection.
    static void greeted(WireConnection& connection, const mqtt::Connect& connect,
                        const sim::Event& event);
    void connack(WireConnection& connection, const mqtt::Connack& connack, const sim::Event& event);
    /// Any other packet of the broker's: does it come at a time for it?
    void other(WireConnection& connection, const mqtt::Packet& packet, const sim::Event& event);

private:
    void judge_terms(WireConnection& connection, const mqtt::Connack& connack,
                     const sim::Event& event);
    /// `got`: what came with a CONNACK or an AUTH.
    void judge_method(const WireConnection& connection, const mqtt::Properties& got,
                      const sim::Event& event);
    void judge_will(const WireConnection& connection, const mqtt::Connack& connack,
                    const sim::Event& event);
    void judge_assigned(WireConnection& connection, const mqtt::Connack& connack,
                        const sim::Event& event);

    WireCase& case_;
};

}  // namespace breakwire::scenarios
