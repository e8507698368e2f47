#pragma once

#include <vector>

#include "sim/record/event.hpp"

/// Events for tests: one of every kind and shape.
namespace breakwire::sim::examples {

/// A packet as a tap would record it: decoded from its octets.
PacketSeen packet(const mqtt::Packet& packet, Direction direction = Direction::up,
                  mqtt::Version version = mqtt::Version::v3_1_1);
PacketSeen packet(Bytes bytes);

/// Every body there is, numbered from 1 and a millisecond apart.
std::vector<Event> events();

}  // namespace breakwire::sim::examples
