#pragma once

#include "scenarios/laws/wire_case.hpp"

namespace breakwire::scenarios {

/// A reason string or user properties, which only explain what a packet says, are left out where
/// they would make it larger than the client's Maximum Packet Size.
///
/// Nothing is said of a packet that is too large without them: that it is too large is judged for
/// itself. Where each of them would fit alone, the user properties are the ones to leave out.
/// Source: MQTT 5.0 sections 3.2.2.3.9, 3.2.2.3.10 and their like in every acknowledgement.
class WireExplanations {
public:
    explicit WireExplanations(WireCase& shared) : case_(shared) {}

    /// Any packet of the broker's, `size` octets long.
    void sent(const WireConnection& connection, const mqtt::Packet& packet, std::size_t size,
              const sim::Event& event);

private:
    WireCase& case_;
};

}  // namespace breakwire::scenarios
