#include "reports/sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <iterator>

#include "harness/campaign/stored_campaigns.hpp"
#include "harness/cli/campaign.hpp"
#include "harness/cli/command_line.hpp"
#include "harness/cli/exit_codes.hpp"
#include "harness/cli/reporters.hpp"
#include "harness/cli/stored_results.hpp"

namespace breakwire::harness {
namespace {

constexpr const char* sweep_examples = R"(Examples:
  breakwire sweep sweeps/burst_loss                          as the file says, with thirty seeds
  breakwire sweep sweeps/burst_loss --set bursts=0%..5%:11   other values
  breakwire sweep mine.yaml --seeds 1..100 --report html:mine.html
  breakwire sweep mine.yaml --shard 2/4                      part of it, on one of four machines
  breakwire report breakwire-campaigns/mine-* --report csv:mine.csv    all four parts
  breakwire explain measure                                  what can be measured)";

/// Of everything that stands in the folder of a sweep, whatever was asked for this time.
std::vector<reports::CaseResult> results_of_sweep(const std::filesystem::path& folder) {
    StoredCampaigns stored;
    add_campaigns_below(folder, stored);
    std::ranges::move(any_results_below(folder), std::back_inserter(stored.results));
    return std::move(stored.results);
}

void play(const reports::RunInfo& run, const reports::RunSummary& summary, Reporters& reporters) {
    reporters.run_started(run);
    for (const reports::CaseResult& result : summary.cases) reporters.case_finished(result);
    reporters.run_finished(summary);
}

int sweep(const CampaignOptions& options, const Program& program) {
    constexpr auto quiet = Reporters::Console::only_if_named;
    Reporters wanted(options.run.reports, quiet);  // first: a misspelt one is told before an hour
    const CampaignEnd end = run_campaign(options, program);
    reports::RunSummary summary;
    summary.cases = results_of_sweep(end.folder);
    summary.exit_code = end.exit_code;
    summary.interrupted = end.exit_code == exit_codes::interrupted;
    const reports::RunInfo run{version(), program.typed, summary.cases.size(), end.jobs};
    const std::string table = (end.folder / "measures.csv").string();
    Reporters ours({"csv:" + table, "json:" + (end.folder / "measures.json").string()}, quiet);
    play(run, summary, ours);
    play(run, summary, wanted);
    std::cout << reports::sweep_text(reports::sweep_points(summary.cases))
              << fmt::format("each run: {}\n", table);
    return end.exit_code;
}

}  // namespace

void add_sweep(CLI::App& line, const Program& program, Task& task) {
    CLI::App* command = line.add_subcommand(
        "sweep", "measures what scenarios ask for, over parameters and seeds, with intervals");
    auto options = std::make_shared<CampaignOptions>();
    options->run.seeds = SeedRange{1, 30};
    options->measured = true;
    command->footer(sweep_examples);
    add_campaign_options(*command, *options);
    command->get_option("--seeds")->default_str("1..30");
    add_report_option(*command, options->run.reports);
    command->callback([&program, &task, options] {
        task = [&program, options] { return sweep(*options, program); };
    });
}

}  // namespace breakwire::harness
