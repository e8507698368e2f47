#pragma once

#include "reports/file_reporter.hpp"

namespace breakwire::reports {

/// Writes JUnit XML as Jenkins, GitLab and Surefire's readers take it: a suite for each scenario
/// with its seed, broker and version as properties, a test case for each case.
///
/// failed is a failure; inconclusive and error are errors, told apart by their type; skipped and
/// known are skipped, with the reason. The report is checked against `golden/junit.xsd`.
class Junit final : public FileReporter {
protected:
    std::string text(const RunInfo& run, const RunSummary& summary) const override;
};

}  // namespace breakwire::reports
