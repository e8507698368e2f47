#pragma once

#include "reports/file_reporter.hpp"

namespace breakwire::reports {

/// Writes GitHub Flavored Markdown, for a job's summary page or a merge request: what the run came
/// to, what changed against a baseline, each case that needs attention with its explanation folded
/// away, violated sentences, and what was passed over.
class Markdown final : public FileReporter {
protected:
    std::string text(const RunInfo& run, const RunSummary& summary) const override;
};

}  // namespace breakwire::reports
