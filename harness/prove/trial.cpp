#include "harness/prove/trial.hpp"

#include <algorithm>
#include <sstream>

namespace breakwire::harness {

namespace {

using reports::Finding;
using reports::Verdict;

std::string in_words(const Finding& broken) {
    std::ostringstream text;
    text << broken.expected << " (" << broken.at << ')';
    return text.str();
}

void add_once(std::vector<std::string>& list, std::string item) {
    if (std::ranges::count(list, item) == 0) list.push_back(std::move(item));
}

void gather(Trial& trial, const reports::CaseResult& result) {
    for (const Finding& finding : result.findings) {
        if (finding.held) continue;
        if (finding.kind == Finding::Kind::law) add_once(trial.laws, finding.id);
        if (finding.kind == Finding::Kind::expectation) add_once(trial.checks, in_words(finding));
    }
}

TrialOutcome outcome_of(const Trial& trial, Verdict verdict) {
    if (trial.hits == 0) return TrialOutcome::untold;
    if (verdict == Verdict::passed || verdict == Verdict::known) return TrialOutcome::escaped;
    const bool found = !trial.laws.empty() || !trial.checks.empty();
    return verdict == Verdict::failed && found ? TrialOutcome::caught : TrialOutcome::unclear;
}

/// Leaves out what would be found without the lie as well.
void drop_known(reports::CaseResult& result, const Deviations& known) {
    std::erase_if(result.findings, [&](const Finding& finding) {
        return !finding.held && known.knows(result, finding);
    });
}

}  // namespace

const char* to_string(TrialOutcome outcome) {
    switch (outcome) {
        case TrialOutcome::untold:
            return "not told";
        case TrialOutcome::unclear:
            return "unclear";
        case TrialOutcome::escaped:
            return "escaped";
        case TrialOutcome::caught:
            return "caught";
    }
    return "";
}

Trial judge_trial(reports::CaseResult result, const std::string& case_id, Deviations known) {
    known.judge(result);
    drop_known(result, known);
    Trial trial{result.lie, case_id};
    trial.hits = result.lie_hits;
    trial.reason = result.reason;
    trial.bug = result.verdict == Verdict::error;
    gather(trial, result);
    trial.outcome = outcome_of(trial, result.verdict);
    return trial;
}

}  // namespace breakwire::harness
