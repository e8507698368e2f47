#pragma once

#include <string>

#include "sim/record/event.hpp"

namespace breakwire::sim {

/// One line for people, with simulated seconds in front:
///
///     12.345 s  thermometer -> broker  PUBLISH q1 id 3 plant/1/temperature "21.4"
///     13.000 s  fault rst begins (thermometer)
///     13.001 s  thermometer <- broker  RST
///
/// An arrow that stands alone is about the device's end of the connection. What the broker's end
/// saw is marked: `thermometer -> broker  FIN (at the broker)`.
std::string narrate(const Event& event);

}  // namespace breakwire::sim
