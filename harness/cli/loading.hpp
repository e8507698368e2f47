#pragma once

#include <set>
#include <string>
#include <vector>

#include "harness/cli/cases.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::scenarios {
struct BrokerFile;
}

namespace breakwire::harness {

/// Loads the scenarios that `paths` name (see `find_scenarios`), one for each combination of their
/// parameters' values; adds every mistake of every file. Throws ConfigError if `set` names a
/// parameter that none of them has. Of fleets, `part` is loaded.
std::vector<LoadedScenario> load_scenarios(const std::vector<std::string>& paths,
                                           const scenarios::BrokerFile* broker,
                                           const scenarios::ParameterSettings& set,
                                           Mistakes& mistakes,
                                           const scenarios::FleetPart& part = {});

/// Writes all of them to stderr, with a line that counts them. Returns whether there are any.
bool tell(Mistakes& mistakes);

/// Thrown once mistakes have been told: there is nothing to add.
struct MistakesWereTold {
    std::set<std::string> files{};  ///< in which they are
};

std::set<std::string> files_of(const Mistakes& mistakes);

/// The same, where mistakes end the command. Throws MistakesWereTold.
std::vector<LoadedScenario> load_or_tell(const std::vector<std::string>& paths,
                                         const scenarios::ParameterSettings& set = {});

}  // namespace breakwire::harness
