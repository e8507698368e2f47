#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "reports/case_result.hpp"

namespace breakwire::harness {

/// The results (case.json) in and below a folder, sorted by path. Each says as its folder where it
/// is now: it may have been brought here from another machine.
///
/// Throws ConfigError if the folder is not there, has none, or one of them cannot be read.
std::vector<reports::CaseResult> results_below(const std::filesystem::path& folder);

/// The same, and nothing if it has none.
std::vector<reports::CaseResult> any_results_below(const std::filesystem::path& folder);

/// Those of an earlier run to compare with: a folder as above, or a report of kind `json`. Null if
/// `path` is empty. Throws ConfigError as above.
std::shared_ptr<const std::vector<reports::CaseResult>> baseline_at(
    const std::filesystem::path& path);

}  // namespace breakwire::harness
