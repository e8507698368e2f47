#include "harness/cli/expected_time.hpp"

#include "harness/cli/kinds.hpp"
#include "scenarios/campaign/drawn.hpp"
#include "scenarios/steps/step_list.hpp"

namespace breakwire::harness {

scenarios::TimeSpan expected_time(const Case& one) {
    const auto& faults = known_kinds().language().faults;
    const auto drawn = scenarios::drawn(*one.scenario, one.seed, faults, one.mutations);
    return scenarios::time_of(scenarios::make_steps(drawn, faults));
}

}  // namespace breakwire::harness
