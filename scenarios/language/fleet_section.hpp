#pragma once

#include <vector>

#include "scenarios/device_section.hpp"
#include "scenarios/fleet.hpp"
#include "sim/base/fields.hpp"

namespace breakwire::scenarios {

/// What makes a device section that of a fleet.
struct FleetSection {
    std::optional<std::uint32_t> count;

    static Fields<FleetSection> fields();
    void validate(const Places& at) const;
};

/// The devices of a scenario, those of fleets one by one in the place of their section.
struct Roll {
    std::vector<DeviceSection> devices;
    std::vector<Fleet> fleets;
};

/// Calls the roll of a `devices:` section, and takes the counts out of it. Mistakes about counts
/// and names are added once; what follows from one is made up for, so that it causes no others.
/// Of each fleet only `part` is there.
Roll call_roll(Node& devices, Mistakes& mistakes, const FleetPart& part = {});

/// The section as one would type it without fleets.
Node written_out(const Roll& roll);

/// The schema of a fleet's section, from that of a device: any value may hold {n} instead.
nlohmann::json fleet_schema(nlohmann::json device);

}  // namespace breakwire::scenarios
