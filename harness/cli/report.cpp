#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <iterator>

#include "harness/campaign/stored_campaigns.hpp"
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

std::vector<reports::CaseResult> results_in(const std::string& folder, StoredCampaigns& campaigns) {
    const std::size_t before = campaigns.cases.size();
    if (std::filesystem::is_directory(folder)) add_campaigns_below(folder, campaigns);
    const bool has_journals = campaigns.cases.size() > before;
    return has_journals ? any_results_below(folder) : results_below(folder);
}

int report(const ReportOptions& options, const std::string& typed) {
    Reporters reporters(options.reports);
    reports::RunSummary summary;
    StoredCampaigns campaigns;
    for (const std::string& folder : options.folders) {
        for (reports::CaseResult& result : results_in(folder, campaigns)) {
            summary.cases.push_back(std::move(result));
        }
    }
    std::ranges::move(campaigns.results, std::back_inserter(summary.cases));
    reporters.run_started(
        {version(), typed, summary.cases.size(), 1, baseline_at(options.baseline)});
    for (const reports::CaseResult& result : summary.cases) {
        reporters.case_finished(result);
        summary.wall += result.wall;
    }
    summary.exit_code = worst(summary.cases, options.strict);
    reporters.run_finished(summary);
    if (!campaigns.cases.empty()) {
        const Tally tally = campaigns.tally();
        std::cout << fmt::format("campaigns: {} runs:{}\n{}", tally.done(), tally.counts(),
                                 tally.findings());
    }
    return summary.exit_code;
}

}  // namespace

void add_report(CLI::App& line, const Program& program, Task& task) {
    CLI::App* command = line.add_subcommand(
        "report", "makes reports from run folders, of one run, campaign or of several");
    command->footer(
        "Examples:\n"
        "  breakwire report shard-1 shard-2 --report junit:all.xml\n"
        "  breakwire report storm-* --report html:storm.html        shards of a campaign\n"
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
