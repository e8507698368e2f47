#pragma once

#include <string>
#include <vector>

#include "harness/cli/run_options.hpp"
#include "reports/case_result.hpp"

/// How a case is run once more, from what its result says.
namespace breakwire::harness {

/// What the results of all cases of a scenario's file keep for that; files as they are now.
reports::Recipe recipe_of(const RunOptions& options, const scenarios::Scenario& scenario);

/// The parameters that tell this case from others of its file, with their values.
std::map<std::string, std::string> named_settings(const scenarios::Scenario& scenario);

/// The command that repeats this case alone.
std::string repeat_command(const Case& one, const RunOptions& options);

/// Runs this case alone, as it was run. Throws ConfigError if the result has no recipe.
RunOptions options_of(const reports::CaseResult& result);

/// What is not as it was, a line each: "a.yaml has changed since". `version` is Breakwire's now.
std::vector<std::string> changes_since(const reports::Recipe& recipe, const std::string& version);

}  // namespace breakwire::harness
