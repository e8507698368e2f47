#pragma once

#include <string>
#include <vector>

#include "reports/case_result.hpp"
#include "scenarios/laws/law.hpp"
#include "scenarios/steps/step.hpp"
#include "sim/record/recorder.hpp"

namespace breakwire::harness {

/// Everything a verdict rests on, gathered when a case is over.
struct CaseEnd {
    std::string trouble;                 ///< the surroundings failed: no broker, stuck; or empty
    std::string broker_death;            ///< it ended though nobody told it to; or empty
    scenarios::StepOutcome outcome;      ///< of the last step
    std::string culprit;                 ///< that step in words, if it was not done
    std::vector<std::string> never_hit;  ///< faults that touched nothing
    std::vector<scenarios::LawFinding> laws;
    std::optional<sim::Lateness> lateness;
    Duration late_limit{};
};

/// Fills in verdict, reason, findings, laws and the last events. A broken expectation or law fails
/// the case, unless time ran too late to tell; a case that proves nothing is inconclusive.
/// Source of the table: README.md, "Verdicts".
void judge(reports::CaseResult& result, const CaseEnd& end, const sim::Recorder& recorder);

}  // namespace breakwire::harness
