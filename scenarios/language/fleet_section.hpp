#pragma once

#include <vector>

#include "scenarios/fleet.hpp"
#include "sim/base/fields.hpp"

namespace breakwire::scenarios {

/// What makes a device section that of a fleet.
struct FleetSection {
    std::optional<std::uint32_t> count;

    static Fields<FleetSection> fields();
    void validate(const Places& at) const;
};

/// Puts the devices of each fleet in the place of its section, numbered, and returns the fleets.
/// Mistakes about counts and names are added once; what follows from one is made up for, so that
/// it causes no others.
/// Of each fleet only `part` is there.
std::vector<Fleet> expand_fleets(Node& devices, Mistakes& mistakes, const FleetPart& part = {});

/// The schema of a fleet's section, from that of a device: any value may hold {n} instead.
nlohmann::json fleet_schema(nlohmann::json device);

}  // namespace breakwire::scenarios
