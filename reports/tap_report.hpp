#pragma once

#include "reports/file_reporter.hpp"

namespace breakwire::reports {

/// Writes the Test Anything Protocol, version 13 (testanything.org), which every consumer reads. A
/// skipped case is a SKIP, a known deviation a TODO, which a consumer does not count as a failure;
/// the explanation of what did not pass is the test's YAML block.
class TapReport final : public FileReporter {
protected:
    std::string text(const RunInfo& run, const RunSummary& summary) const override;
};

}  // namespace breakwire::reports
