#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "reports/reporter.hpp"

namespace breakwire::harness {

/// Adds `--report KIND:FILE`, as often as one likes.
void add_report_option(CLI::App& command, std::vector<std::string>& specifications);

/// Adds `--baseline RUN`.
void add_baseline_option(CLI::App& command, std::string& baseline);

/// Several reporters as one. The console is among them unless it is named with an argument of its
/// own.
class Reporters final : public reports::Reporter {
public:
    enum class Console { always, only_if_named };

    /// Throws ConfigError for a format that does not exist.
    explicit Reporters(const std::vector<std::string>& specifications,
                       Console console = Console::always);

    void run_started(const reports::RunInfo& run) override;
    void case_progress(const reports::CaseProgress& progress) override;
    void case_finished(const reports::CaseResult& result) override;
    /// A report that cannot be written keeps none of the others: throws EnvironmentError after all
    /// have had their turn.
    void run_finished(const reports::RunSummary& summary) override;

private:
    std::vector<std::unique_ptr<reports::Reporter>> all_;
};

}  // namespace breakwire::harness
