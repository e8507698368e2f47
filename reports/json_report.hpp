#pragma once

#include "reports/file_reporter.hpp"

namespace breakwire::reports {

/// Writes the whole run as one JSON document, for programs: totals, laws, changes against a
/// baseline, and every case as its `case.json` has it. `reports/golden/report.schema.json` is its
/// JSON Schema; a new key does not change the number in `schema`, another meaning does.
class JsonReport final : public FileReporter {
protected:
    std::string text(const RunInfo& run, const RunSummary& summary) const override;
};

}  // namespace breakwire::reports
