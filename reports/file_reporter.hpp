#pragma once

#include <filesystem>

#include "reports/reporter.hpp"

namespace breakwire::reports {

/// A reporter that writes one file when the run is over: through a temporary beside it, so that a
/// full disk or an interrupt never leaves half a report under the name.
class FileReporter : public Reporter {
public:
    void write_to(std::filesystem::path path) { path_ = std::move(path); }

    void run_started(const RunInfo& run) override { run_ = run; }
    /// Throws EnvironmentError if the file cannot be written.
    void run_finished(const RunSummary& summary) override;

protected:
    /// The whole report.
    virtual std::string text(const RunInfo& run, const RunSummary& summary) const = 0;
    /// Its extension may choose between forms of the report.
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
    RunInfo run_;
};

}  // namespace breakwire::reports
