#pragma once

#include "reports/file_reporter.hpp"

namespace breakwire::reports {

/// Writes the run in one line: "breakwire: 3 passed, 1 failed on mosquitto 2.0.11". As a file that
/// ends in `.svg` it is a picture for a web page, in `.json` what shields.io's endpoint badge
/// reads.
class Badge final : public FileReporter {
protected:
    std::string text(const RunInfo& run, const RunSummary& summary) const override;
};

}  // namespace breakwire::reports
