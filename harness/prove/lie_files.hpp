#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "scenarios/broker_lie.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {

using Lies = std::vector<std::shared_ptr<const scenarios::BrokerLie>>;

/// Where the shipped lies are: beside the library.
std::filesystem::path lies_folder();

/// The lies in these files and folders (all *.yaml in them), in the order of the paths and, in a
/// folder, of the alphabet; the shipped ones if there are none. Adds every mistake of every file,
/// names that are there twice included. Throws ConfigError for a path that names nothing.
Lies load_lie_files(const std::vector<std::string>& paths, Mistakes& mistakes);

/// Those whose names match one of `names`, with * and ?; all if there are none. Throws ConfigError
/// with a suggestion for a name that matches nothing.
Lies choose_lies(const Lies& lies, const std::vector<std::string>& names);

}  // namespace breakwire::harness
