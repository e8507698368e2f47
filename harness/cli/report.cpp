#include "harness/cli/command.hpp"
#include "harness/cli/command_line.hpp"
#include "harness/cli/exit_codes.hpp"
#include "harness/cli/reporters.hpp"
#include "harness/cli/stored_results.hpp"

namespace breakwire::harness {

namespace {

struct ReportOptions {
    std::vector<std::string> folders;
    std::vector<std::string> reports;
    std::string baseline;
    bool strict = false;
};

int report(const ReportOptions& options, const std::string& typed) {
    Reporters reporters(options.reports);
    reports::RunSummary summary;
    for (const std::string& folder : options.folders) {
        for (reports::CaseResult& result : results_below(folder)) {
            summary.cases.push_back(std::move(result));
        }
    }
    reporters.run_started(
        {version(), typed, summary.cases.size(), 1, baseline_at(options.baseline)});
    for (const reports::CaseResult& result : summary.cases) {
        reporters.case_finished(result);
        summary.wall += result.wall;
    }
    summary.exit_code = worst(summary.cases, options.strict);
    reporters.run_finished(summary);
    return summary.exit_code;
}

}  // namespace

void add_report(CLI::App& line, const Program& program, Task& task) {
    CLI::App* command =
        line.add_subcommand("report", "makes reports from run folders, of one run or of several");
    command->footer(
        "Examples:\n"
        "  breakwire report shard-1 shard-2 --report junit:all.xml\n"
        "  breakwire report runs/today --baseline runs/yesterday --report markdown:changes.md");
    auto options = std::make_shared<ReportOptions>();
    command->add_option("FOLDERS", options->folders, "folders with run folders in or below them")
        ->required();
    add_report_option(*command, options->reports);
    add_baseline_option(*command, options->baseline);
    command->add_flag("--strict", options->strict, "skipped cases count as failed");
    command->callback([&program, &task, options] {
        task = [&program, options] { return report(*options, program.typed); };
    });
}

}  // namespace breakwire::harness
