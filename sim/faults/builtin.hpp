#pragma once

#include "sim/faults/fault.hpp"

namespace breakwire::sim {

/// The table of all fault kinds.
void add_builtin_faults(Catalog<Fault>& faults);

}  // namespace breakwire::sim
