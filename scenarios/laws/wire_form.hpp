#pragma once

#include "scenarios/laws/wire_case.hpp"

namespace breakwire::scenarios {

/// What the broker sends is put together as its tables say: reserved bits, reason codes.
///
/// The decoder has looked already; this gives each mistake the number of its sentence.
class WireForm {
public:
    explicit WireForm(WireCase& shared) : case_(shared) {}

    /// A packet of the broker's in which nothing is wrong.
    void sound(const WireConnection& connection, const mqtt::Packet& packet);
    /// One in which something is.
    void malformed(const WireConnection& connection, const sim::PacketSeen& seen,
                   const sim::Event& event);

private:
    WireCase& case_;
};

}  // namespace breakwire::scenarios
