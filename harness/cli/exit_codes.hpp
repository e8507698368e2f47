#pragma once

#include <vector>

#include "reports/case_result.hpp"

namespace breakwire::harness {

/// What a command returns to the shell; verdicts add theirs (reports::exit_code).
namespace exit_codes {
inline constexpr int user_mistake = 2;
inline constexpr int surroundings = 3;
inline constexpr int our_bug = 70;
inline constexpr int interrupted = 130;
}  // namespace exit_codes

/// The exit code of a run: its worst case's. `strict`: what was skipped counts as failed.
int worst(const std::vector<reports::CaseResult>& cases, bool strict);

}  // namespace breakwire::harness
