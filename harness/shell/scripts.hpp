#pragma once

#include <string>
#include <vector>

namespace breakwire::harness {

/// The shells that there is a script for.
std::vector<std::string> known_shells();

/// What such a shell reads to complete the command line of `breakwire`: it asks `breakwire
/// complete` at each time, so that what is offered is what this program knows. `shell` is a known
/// one.
std::string completion_script(const std::string& shell);

}  // namespace breakwire::harness
