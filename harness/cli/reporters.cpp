#include "harness/cli/reporters.hpp"

#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

constexpr const char* console = "console";

bool is_console(const std::string& specification) { return specification.rfind(console, 0) == 0; }

std::string help() {
    std::string text = "writes a report as well, as often as one likes:";
    for (const auto& [name, what] : reports::reporter_kinds()) {
        text += "\n" + name + ": " + what;
    }
    return text;
}

}  // namespace

void add_report_option(CLI::App& command, std::vector<std::string>& specifications) {
    command.add_option("--report", specifications, help())
        ->type_name("KIND:FILE")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_baseline_option(CLI::App& command, std::string& baseline) {
    command
        .add_option("--baseline", baseline,
                    "an earlier run to compare with: a folder with its run folders, or a report "
                    "that --report json:FILE has written")
        ->type_name("RUN");
}

Reporters::Reporters(const std::vector<std::string>& specifications, Console when) {
    const bool named = std::any_of(specifications.begin(), specifications.end(), is_console);
    if (!named && when == Console::always) {
        all_.push_back(reports::make_reporter(console));
    }
    for (const std::string& one : specifications) all_.push_back(reports::make_reporter(one));
}

void Reporters::run_started(const reports::RunInfo& run) {
    for (const auto& reporter : all_) reporter->run_started(run);
}

void Reporters::case_progress(const reports::CaseProgress& progress) {
    for (const auto& reporter : all_) reporter->case_progress(progress);
}

void Reporters::case_finished(const reports::CaseResult& result) {
    for (const auto& reporter : all_) reporter->case_finished(result);
}

void Reporters::run_finished(const reports::RunSummary& summary) {
    std::string troubles;
    for (const auto& reporter : all_) {
        try {
            reporter->run_finished(summary);
        } catch (const EnvironmentError& trouble) {
            troubles += (troubles.empty() ? "" : "; ") + std::string(trouble.what());
        }
    }
    if (!troubles.empty()) throw EnvironmentError(troubles);
}

}  // namespace breakwire::harness
