#pragma once

#include "scenarios/language/fleet_section.hpp"
#include "scenarios/language/load.hpp"

namespace breakwire::scenarios {

/// What a scenario file calls things, read from the file itself so that one mistake does not make
/// others of every place that uses the name.
Cast cast_of(const Node& scenario, const Roll& roll, const Catalog<sim::Fault>& faults);
Cast cast_of(const Scenario& scenario, const Catalog<sim::Fault>& faults);

/// Adds what is wrong with a file although each value by itself may be well typed: ids, names that
/// exist nowhere, devices, lies and steps. Lies about fleets stand one by one in `scenario`; what
/// is wrong with all devices of a fleet is told once.
void find_mistakes(const Node& scenario, const Roll& roll, const Kinds& kinds, Mistakes& mistakes);

/// The part of it that a broker file shares: the driver, ACL users, and the kinds of lies.
void find_broker_mistakes(const Node& broker, const Cast& cast, const Kinds& kinds,
                          Mistakes& mistakes);

}  // namespace breakwire::scenarios
