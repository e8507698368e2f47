#pragma once

#include <map>
#include <string>

#include "sim/base/catalog.hpp"
#include "sim/faults/fault.hpp"

namespace breakwire::scenarios {

/// What the faults in `steps`, nested ones included, need of their surroundings, each with the
/// first kind that does: {"virtual_time": "clock_jump"}. Kinds that `faults` does not know are
/// passed over.
std::map<std::string, std::string> needs_of(const Node& steps, const Catalog<sim::Fault>& faults);

}  // namespace breakwire::scenarios
