#pragma once

#include <filesystem>
#include <vector>

#include "reports/case_result.hpp"

namespace breakwire::harness {

/// The results (case.json) in and below a folder, sorted by path. Each says as its folder where it
/// is now: it may have been brought here from another machine.
///
/// Throws ConfigError if the folder is not there, has none, or one of them cannot be read.
std::vector<reports::CaseResult> results_below(const std::filesystem::path& folder);

}  // namespace breakwire::harness
