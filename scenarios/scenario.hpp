#pragma once

#include "scenarios/abilities.hpp"
#include "scenarios/broker_section.hpp"
#include "scenarios/campaign/campaign_section.hpp"
#include "scenarios/device_section.hpp"
#include "scenarios/fleet.hpp"
#include "scenarios/language/parameters.hpp"
#include "scenarios/measures/measure_list.hpp"
#include "scenarios/record_section.hpp"
#include "scenarios/steps/step.hpp"
#include "sim/base/time_mode.hpp"
#include "sim/faults/link_settings.hpp"

namespace breakwire::scenarios {

/// A scenario file, read and checked: names refer to things that exist, units are there, kinds are
/// known. Immutable; each case makes its own steps from it.
struct Scenario {
    std::string file;
    std::string name;                 ///< one sentence: what is true if it passes
    std::string description;          ///< for whoever reads the file; may be empty
    std::vector<std::string> covers;  ///< normative ids: v311/3.1.2-8, v5/3.1.2-22, BW-ACL-1
    /// One case each.
    std::vector<mqtt::Version> versions{mqtt::Version::v3_1_1, mqtt::Version::v5_0};
    std::vector<std::string> tags;
    Parameters parameters;              ///< all of them, with all their values
    Combination settings;               ///< the values that they have here
    std::vector<std::string> included;  ///< files that it shares things with
    std::vector<Ability> abilities;     ///< of the broker, without which it makes no sense
    BrokerSection broker;
    std::map<std::string, sim::LinkSettings> links;
    std::vector<DeviceSection> devices;  ///< in the order of the file, those of fleets one by one
    std::vector<Fleet> fleets;
    FleetPart part;  ///< of fleets, that is in this scenario
    Node steps;      ///< checked at load; `make_steps` makes them anew
    /// Faults that come by luck after the steps; `drawn` makes steps of them.
    std::optional<CampaignSection> campaign;
    RecordSection record;
    MeasureSection measures;            ///< checked at load; `make_measures` makes them anew
    std::optional<std::uint64_t> seed;  ///< what it is run with unless somebody says otherwise
    /// The whole file, with what it includes and the values that parameters have here, without what
    /// a broker file says: what `written_out` begins with.
    std::shared_ptr<const Node> typed;
    /// What its faults need of the surroundings ("virtual_time", "own_disk"), each with the first
    /// that does.
    std::map<std::string, std::string> needs;
    std::optional<TimeMode> time;        ///< the only mode it makes sense in
    std::optional<Duration> late_limit;  ///< past this lateness a verdict is inconclusive

    const DeviceSection* device(std::string_view device_name) const;
    /// What tells it from others of its file in the names of cases:
    /// "keep_alive=10s,devices=2-of-4".
    std::string label() const;
};

}  // namespace breakwire::scenarios
