#pragma once

#include "scenarios/steps/cast.hpp"

namespace breakwire::scenarios {

/// What a typed fault `{KIND: {...}}` stands for: itself, or one for each device of the fleet that
/// is its `device`, with the device's number for `{n}`. In a list of devices, and in `devices`, a
/// fleet stands for all of its devices in one fault, as the group that they are.
std::vector<Node> faults_of(const Node& kinds, const Cast& cast);

/// Makes the fault of a mapping `{KIND: {...}}` that names no fleet and adds what is wrong with it,
/// its devices included; nullptr after a mistake.
std::unique_ptr<sim::Fault> make_fault(const Node& kinds, const Cast& cast, Mistakes& mistakes);

/// The same, for a place where only what acts on whole packets can stand.
std::unique_ptr<sim::Fault> make_lie(const Node& kinds, const Cast& cast, Mistakes& mistakes);

}  // namespace breakwire::scenarios
