#pragma once

#include <map>
#include <string>
#include <vector>

#include "scenarios/scenario.hpp"

namespace breakwire::scenarios {

/// Something that whoever plays a device has to be able to do.
struct Want {
    std::string ability;  ///< "power.off", "console", "publish"
    std::string by;       ///< the step, check or fault that wants it: "power"
    Place at;             ///< where that was typed
};

/// What the steps of `scenario` want of each of its devices, in the order of the file. Devices of
/// which nothing is wanted are not in there.
///
/// Which step, check or fault wants what is part of its declaration (`Fields::wants`), except that
/// each key of `power` is an ability of its own.
std::map<std::string, std::vector<Want>> wants_of(const Scenario& scenario,
                                                  const Catalog<sim::Fault>& faults);

}  // namespace breakwire::scenarios
