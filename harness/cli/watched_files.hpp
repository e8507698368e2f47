#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "harness/cli/plan.hpp"

/// What `run --watch` looks at. All paths are absolute, and without links.
namespace breakwire::harness {

using Files = std::set<std::filesystem::path>;

/// The files that a scenario is made of: its own, those it includes, and those that stand in it as
/// the value of some key, such as the table of a `csv` waveform.
Files files_of(const scenarios::Scenario& scenario);

/// Those that concern every case: the broker file, the bench file and the deviations.
Files files_of_all(const RunOptions& options);

/// The folders in which a scenario may appear that `paths` name, as `find_scenarios` looks for
/// them, and those of the files that are named.
Files folders_of(const std::vector<std::string>& paths);
/// Those that files are in.
Files folders_with(const std::set<std::string>& files);

/// Whether `changed` has one of the files, or a folder that one is in.
bool has_any(const Files& changed, const Files& files);

/// Leaves the cases that one of the changes concerns.
void keep_concerned(Plan& plan, const Files& changed, const RunOptions& options);

}  // namespace breakwire::harness
