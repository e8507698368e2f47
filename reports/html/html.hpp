#pragma once

#include "reports/file_reporter.hpp"
#include "reports/html/record_shelf.hpp"

namespace breakwire::reports {

/// Writes one HTML file that needs nothing else, neither network nor server: what happened at a
/// glance, and every packet of a case on simulated time. Its page/ folder is the page's source.
///
/// The records are read as cases finish, from their run folders, which need not outlive the run.
/// Those of cases that did not pass are in the report in any case; those of passed ones as far as
/// `records` goes, the smallest first. The rest of a case is always there.
class Html final : public FileReporter {
public:
    static constexpr DataSize default_records{4 * 1024 * 1024};

    explicit Html(DataSize records = default_records) : records_(records), shelf_(records) {}

    void case_finished(const CaseResult& result) override;

protected:
    std::string text(const RunInfo& run, const RunSummary& summary) const override;

private:
    DataSize records_;
    RecordShelf shelf_;
};

/// Makes the reporter of "out.html" or "out.html,records=20MiB": the file, and how much room the
/// records of passed cases may take. Throws ConfigError.
std::unique_ptr<Reporter> html_to_file(const std::string& specification);

}  // namespace breakwire::reports
