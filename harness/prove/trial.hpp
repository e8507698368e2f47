#pragma once

#include <string>
#include <vector>

#include "harness/cli/deviations.hpp"
#include "reports/case_result.hpp"

namespace breakwire::harness {

/// What became of a lie in one case.
enum class TrialOutcome {
    untold,   ///< it never made a difference
    unclear,  ///< it did, and the case came to no verdict
    escaped,  ///< it did, and nobody noticed
    caught,   ///< a law or a check said so
};

const char* to_string(TrialOutcome outcome);

/// One lie in one case.
struct Trial {
    std::string lie;
    std::string case_id;  ///< "will/after_rst[5.0]"
    TrialOutcome outcome = TrialOutcome::untold;
    std::uint64_t hits = 0;             ///< how often the lie made a difference
    std::vector<std::string> laws{};    ///< ids of the sentences found violated, each once
    std::vector<std::string> checks{};  ///< expectations found broken, in words with place
    std::string reason{};               ///< of the case's verdict, one line
    bool bug = false;                   ///< a worker crashed: a bug of ours
};

/// Judges the case that `result` tells of, in which `result.lie` was in force. Only what no
/// deviation explains catches a lie, and a broker that merely ends by itself is not caught.
Trial judge_trial(reports::CaseResult result, const std::string& case_id, Deviations known);

}  // namespace breakwire::harness
