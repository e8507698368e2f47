#include <fmt/format.h>

#include <iostream>
#include <sstream>

#include "harness/benchmark/benchmarks.hpp"
#include "harness/campaign/campaign.hpp"
#include "harness/cli/kinds.hpp"
#include "harness/cli/loading.hpp"
#include "harness/runner/scratch.hpp"
#include "harness/wiring/run_case.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace {

constexpr SeedRange benchmark_seeds{1, 100};

/// Runs per second of `scenario`, one at a time; throws if one of them came to no verdict.
double runs_per_second(scenarios::Scenario scenario, const WorkerBody& run_one) {
    const ScratchFolder scratch;
    BrokerChoice brokers;
    CaseJobs jobs(brokers, {});
    auto cases =
        multiply({{"benchmark", std::make_shared<const scenarios::Scenario>(std::move(scenario))}});
    cases.resize(1);
    Journal journal(scratch.path() / "journal.jsonl", {{"benchmark", "campaign"}});
    std::ostringstream nowhere;
    LiveLine live(nowhere, false);
    Campaign::Settings settings;
    settings.seeds = benchmark_seeds;
    settings.folder = scratch.path();
    settings.records = 0;
    settings.repeat = [](const Case&) { return ""; };
    settings.recipe = [](const scenarios::Scenario&) { return reports::Recipe{}; };
    Campaign campaign(cases, jobs, {}, run_one, journal, live, nowhere, settings);
    if (!campaign.perform()) throw EnvironmentError("interrupted");
    if (campaign.tally().count(reports::Verdict::inconclusive) > 0) {
        throw EnvironmentError("a run came to no verdict: " + nowhere.str());
    }
    return static_cast<double>(campaign.tally().done()) / campaign.elapsed().count();
}

scenarios::Scenario shipped_storm() {
    Mistakes mistakes;
    auto scenarios = load_scenarios({"campaigns/storm"}, nullptr, {}, mistakes);
    if (!mistakes.empty()) throw mistakes.found().front();
    return *scenarios.front().scenario;
}

}  // namespace

int benchmark_campaign(const std::function<int(std::function<int()>)>& in_simulation) {
    const WorkerBody run_one = [&](const CaseJob& job, WorkerReport& report) {
        return in_simulation([&] { return run_case(job, report); });
    };
    const scenarios::Scenario storm = shipped_storm();
    scenarios::Scenario floor = storm;
    floor.campaign.reset();
    const double alone = runs_per_second(floor, run_one);
    const double whole = runs_per_second(storm, run_one);
    std::cout << fmt::format(
        "campaign: {:.1f} runs per second on one processor ({} devices, {} of faults)\n"
        "          {:.1f} where they only connect: of the {:.1f} ms of a run {:.1f} ms are "
        "worker, broker and connecting\n",
        whole, storm.devices.size(), to_string(storm.campaign->lasts), alone, 1000 / whole,
        1000 / alone);
    return 0;
}

}  // namespace breakwire::harness
