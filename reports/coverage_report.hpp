#pragma once

#include "reports/coverage.hpp"
#include "reports/file_reporter.hpp"

namespace breakwire::reports {

/// What a report on coverage is made of.
struct CoverageOf {
    const RunInfo& run;
    const RunSummary& summary;
    const Coverage& coverage;
};

/// JSON, schema 1: counts for each standard, and each statement with its standing and evidence.
std::string coverage_json(const CoverageOf& what);
/// Markdown with a table of counts and one of the statements for each standard.
std::string coverage_markdown(const CoverageOf& what);
/// One HTML page that needs nothing else: no network, no scripts.
std::string coverage_html(const CoverageOf& what);

/// "mosquitto 2.0.11": all that the cases ran on.
std::string brokers_in_words(const RunSummary& summary);

/// By what a row stands as it does: "laws 12 times; will/after_rst and 24 more", or why nothing in
/// a run can tell. Plain text.
std::string evidence_of(const Covered& row);

/// Writes which normative statements a run has seen held, violated, in doubt and not exercised, as
/// HTML, JSON or Markdown.
class CoverageReport final : public FileReporter {
public:
    using Format = std::string (*)(const CoverageOf& what);
    explicit CoverageReport(Format format) : format_(format) {}

protected:
    std::string text(const RunInfo& run, const RunSummary& summary) const override;

private:
    Format format_;
};

/// The format is the one that the file's extension names: .html, .json or .md. Throws ConfigError
/// for another.
std::unique_ptr<Reporter> make_coverage_report(const std::string& file);

}  // namespace breakwire::reports
