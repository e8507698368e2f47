#pragma once

#include "scenarios/scenario.hpp"

namespace breakwire::scenarios {

/// The scenario that a campaign is with this seed: its steps, then the faults that the seed draws,
/// as ordinary steps. A scenario without a campaign comes back as it is.
///
/// `faults` must be those it was loaded with. `mutations` change the schedule, one after the other.
Scenario drawn(const Scenario& scenario, std::uint64_t seed, const Catalog<sim::Fault>& faults,
               const std::vector<std::uint64_t>& mutations = {});

/// The same as a file of its own: nothing included, no parameters, fleets device by device, one
/// version; with a campaign's faults as steps. What a broker file adds is not in it.
///
/// It does the same as the scenario with that seed, so that it can be kept, read and cut down.
Node written_out(const Scenario& scenario, mqtt::Version version, std::uint64_t seed,
                 const Catalog<sim::Fault>& faults,
                 const std::vector<std::uint64_t>& mutations = {});

}  // namespace breakwire::scenarios
