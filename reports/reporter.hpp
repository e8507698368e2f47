#pragma once

#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "reports/case_result.hpp"

namespace breakwire::reports {

struct RunInfo {
    std::string version;  ///< of Breakwire
    std::string command;  ///< as typed
    std::size_t cases = 0;
    int jobs = 1;
    /// The cases of an earlier run to compare with; null if there is none.
    std::shared_ptr<const std::vector<CaseResult>> baseline = nullptr;
};

/// What a case is doing now; for live display only.
struct CaseProgress {
    std::string id;
    std::string step;  ///< "4/7 expect dashboard receives plant/1/state within 1 s"
    Duration simulated{};
};

struct RunSummary {
    std::vector<CaseResult> cases;  ///< in the order they were listed, not finished
    Duration wall{};
    int exit_code = 0;
    bool interrupted = false;
};

/// Tells what happened. Calls arrive in this order, on one thread: run_started, then for each case
/// case_progress* and case_finished (cases interleave), then run_finished.
class Reporter {
public:
    virtual ~Reporter() = default;
    virtual void run_started(const RunInfo&) {}
    virtual void case_progress(const CaseProgress&) {}
    virtual void case_finished(const CaseResult&) {}
    virtual void run_finished(const RunSummary&) {}
};

/// Makes the reporter of "junit:out.xml"; throws ConfigError for an unknown format. The file is
/// written whole in `run_finished`, through a temporary beside it.
std::unique_ptr<Reporter> make_reporter(const std::string& specification);

/// The names that `make_reporter` knows, with a sentence each.
std::vector<std::pair<std::string, std::string>> reporter_kinds();

}  // namespace breakwire::reports
