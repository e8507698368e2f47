#pragma once

#include <cstdint>

#include "harness/timeshim/shim/held_signals.hpp"

namespace breakwire::timeshim {

std::uint64_t next_alarm();
/// Raises SIGALRM if it is due and says what that means for a wait under `mask`.
Arrived fire_alarm(std::uint64_t now, const SignalSet* mask);

}  // namespace breakwire::timeshim
