#pragma once

#include "reports/file_reporter.hpp"

namespace breakwire::reports {

/// Writes what was measured as a tidy table in CSV (RFC 4180): one row for each run and measure,
/// for R, pandas and spreadsheets.
///
/// Columns: `case`, `scenario`, `mqtt`, `broker`, `seed`, `verdict`; then for each parameter that
/// tells runs apart its value as it was typed, and in `NAME_number` as a number (seconds, percent,
/// octets, bits per second), empty if it is a word; then `measure`, `unit` and `value`, which is
/// empty where there was nothing to measure. A parameter that a scenario does not have is empty.
/// One called as a column of ours has `_` behind its name.
class CsvReport final : public FileReporter {
protected:
    std::string text(const RunInfo& run, const RunSummary& summary) const override;
};

}  // namespace breakwire::reports
