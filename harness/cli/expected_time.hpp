#pragma once

#include "harness/cli/cases.hpp"
#include "scenarios/steps/time_span.hpp"

namespace breakwire::harness {

/// How much simulated time a case takes, as far as its waits and windows say. Connecting, the
/// broker and the drain at the end come on top.
scenarios::TimeSpan expected_time(const Case& one);

}  // namespace breakwire::harness
