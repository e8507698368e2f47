#pragma once

#include <string>

#include "scenarios/scenario.hpp"
#include "sim/base/time_mode.hpp"

namespace breakwire::harness {

/// What the faults of `scenario` need and a run in `mode` on this machine does not have, as
/// "clock_jump needs virtual time"; empty if they have all.
std::string unmet_need(const scenarios::Scenario& scenario, const TimeMode& mode);

}  // namespace breakwire::harness
