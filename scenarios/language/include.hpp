#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/base/errors.hpp"
#include "sim/base/node.hpp"

namespace breakwire::scenarios {

/// Puts what the files of `include:` share into a scenario and takes the key away: devices, links,
/// parameters and users by name, the broker's settings by key.
///
/// What the scenario itself says wins, then the later files of the list. Paths count from the
/// folder of the file that names them. Included files may include others, but not in a circle; a
/// file that is named twice counts once. What is taken keeps its place, so that mistakes name the
/// file where they were typed. Returns the files that were read.
std::vector<std::string> include_files(Node& scenario, const std::string& file, Mistakes& mistakes);

}  // namespace breakwire::scenarios
