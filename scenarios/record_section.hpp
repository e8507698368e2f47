#pragma once

#include <set>
#include <string>
#include <vector>

#include "scenarios/fleet.hpp"
#include "sim/base/fields.hpp"
#include "sim/base/luck.hpp"
#include "sim/base/units.hpp"

namespace breakwire::scenarios {

/// How much of a case its record keeps: that of a fleet would be larger than anybody reads. Laws,
/// checks, measures and latencies see everything all the same.
struct RecordSection {
    /// Of each fleet, rounded up; a device in no fleet is always recorded.
    Share devices{100};
    bool broker_log = true;  ///< `broker.log` in the run folder has it in any case

    static Fields<RecordSection> fields();
};

/// The devices of fleets that are not recorded. Which these are, luck says.
std::set<std::string> not_recorded(const RecordSection& record, const std::vector<Fleet>& fleets,
                                   const Luck& luck);

/// What steps may ask about events that are long over.
struct LookBack {
    bool anybody = false;           ///< about those of any device
    bool messages = false;          ///< about all messages that were sent, whoever sent them
    std::set<std::string> devices;  ///< of fleets, about whose events

    /// `steps` as typed, before fleets are written out in them.
    static LookBack of(const Node& steps, const std::vector<Fleet>& fleets);
};

}  // namespace breakwire::scenarios
