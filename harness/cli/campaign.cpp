#include "harness/cli/campaign.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <iostream>

#include "harness/campaign/campaign.hpp"
#include "harness/campaign/stored_campaigns.hpp"
#include "harness/cli/command_line.hpp"
#include "harness/cli/exit_codes.hpp"
#include "harness/cli/plan.hpp"
#include "harness/cli/recipe.hpp"
#include "harness/runner/scratch.hpp"

namespace breakwire::harness {
namespace {

constexpr const char* campaign_examples = R"(Examples:
  breakwire campaign storm.yaml --seeds 1..5000      faults by luck, 5000 times
  breakwire campaign storm.yaml --seeds 1..5000      the rest of it, if it was killed
  breakwire campaign storm.yaml --shard 2/4          part of it, on one of four machines
  breakwire campaign storm.yaml --lie qos/qos1_lost  is such a broker found out?
  breakwire campaign storm.yaml --guided             schedules like those that showed something
  breakwire campaign storm.yaml --metrics 127.0.0.1:9464   figures for Prometheus meanwhile
  breakwire shrink RUN                               what it takes to fail, from a run folder
  breakwire explain campaign                         how campaigns are written)";

/// The campaign itself sows the seeds and takes its shard of them.
Plan plan_without_seeds(RunOptions options) {
    options.seeds.reset();
    options.shard.reset();
    return make_plan(options);
}

/// What must be the same for results to belong together; seeds and shards may differ.
nlohmann::json identity_of(const Plan& plan, const RunOptions& options, bool guided) {
    nlohmann::json files;
    nlohmann::json cases = nlohmann::json::array();
    for (const Case& one : plan.cases) {
        cases.push_back(one.id);
        const reports::Recipe recipe = recipe_of(options, *one.scenario);
        for (const auto& [file, hash] : recipe.sha256) files[file] = hash;
    }
    return {{"version", version()},
            {"cases", cases},
            {"sha256", files},
            {"time", options.time ? options.time->text() : "auto"},
            {"broker", options.broker_file},
            {"lie", options.lie},
            {"guided", guided}};
}

/// What reports say of each case, whatever its seed; for those that are made of journals alone.
nlohmann::json known_of_cases(const Plan& plan, CaseJobs& jobs) {
    nlohmann::json known = nlohmann::json::object();
    for (const Case& one : plan.cases) {
        reports::CaseResult result = blank_result(jobs.make(one));
        result.recipe.parameters = named_settings(*one.scenario);
        known[one.id] = to_json(result);
    }
    return known;
}

/// Named after what is run, so that the same command finds what it has begun.
std::filesystem::path campaign_folder(const RunOptions& options, const Plan& plan) {
    if (!options.output.empty()) return std::filesystem::absolute(options.output);
    const std::string& id = plan.cases.front().id;
    std::string name = id.substr(0, id.find('['));
    std::replace(name.begin(), name.end(), '/', '-');
    if (options.shard) {
        name += fmt::format("-{}-of-{}", options.shard->number, options.shard->count);
    }
    if (!options.devices.all()) {
        name += "-devices-" + options.devices.label();
    }
    return std::filesystem::current_path() / "breakwire-campaigns" / name;
}

std::filesystem::path make_folder(const std::filesystem::path& folder, bool fresh) {
    std::error_code failure;
    if (fresh) std::filesystem::remove_all(folder, failure);
    if (!failure) std::filesystem::create_directories(folder, failure);
    if (failure) throw EnvironmentError(folder.string() + ": " + failure.message());
    return folder;
}

/// A case that cannot be run here could not be run with any seed.
void check_obstacles(const Plan& plan, CaseJobs& jobs) {
    for (const Case& one : plan.cases) {
        const std::string why_not = jobs.obstacle(jobs.make(one));
        if (!why_not.empty()) throw EnvironmentError(one.id + ": " + why_not);
    }
}

/// Rather than after an hour, when there is nothing to tell.
void check_measures(const Plan& plan) {
    for (const Case& one : plan.cases) {
        if (!one.scenario->measures.node.is_null()) continue;
        throw ConfigError(one.scenario->file + ": nothing is measured: it has no `measure`");
    }
}

Campaign::Settings settings_of(const CampaignOptions& options, const std::filesystem::path& folder,
                               int at_once) {
    Campaign::Settings settings;
    settings.seeds = *options.run.seeds;
    settings.shard = options.run.shard.value_or(Shard{});
    settings.jobs = at_once;
    settings.folder = folder;
    settings.records = options.records;
    settings.stop_at_first = options.run.stop_at_first;
    settings.keep = options.run.keep;
    settings.guided = options.guided;
    settings.repeat = [&run = options.run](const Case& one) { return repeat_command(one, run); };
    settings.recipe = [&run = options.run](const scenarios::Scenario& scenario) {
        reports::Recipe recipe = recipe_of(run, scenario);
        recipe.parameters = named_settings(scenario);
        return recipe;
    };
    return settings;
}

}  // namespace

CampaignEnd run_campaign(const CampaignOptions& options, const Program& program) {
    Plan plan = plan_without_seeds(options.run);
    if (options.measured) check_measures(plan);
    CaseJobs jobs(plan.brokers,
                  {options.run.time, options.run.real_tcp, options.run.time_limit, plan.lie},
                  &plan.casting);
    check_obstacles(plan, jobs);
    std::optional<MetricsServer> metrics;
    if (options.run.metrics) metrics.emplace(*options.run.metrics);
    sweep_scratch();
    const int at_once = options.run.jobs > 0 ? options.run.jobs
                                             : Pool::default_jobs(jobs.mostly_virtual(plan.cases));
    const auto folder = make_folder(campaign_folder(options.run, plan), options.fresh);
    Journal journal(folder / journal_file, identity_of(plan, options.run, options.guided),
                    known_of_cases(plan, jobs));
    LiveLine live(std::cout, isatty(STDOUT_FILENO) == 1);
    auto settings = settings_of(options, folder, at_once);
    settings.metrics = metrics ? &*metrics : nullptr;
    Campaign campaign(plan.cases, jobs, plan.deviations, program.run_case, journal, live, std::cout,
                      std::move(settings));
    if (metrics) std::cout << "metrics: " << metrics->url() << '\n';
    std::cout << fmt::format("breakwire {}: seeds {} of {} case{}, {} at a time\n", version(),
                             options.run.seeds->text(), plan.cases.size(),
                             plan.cases.size() == 1 ? "" : "s", at_once)
              << std::flush;
    const bool complete = campaign.perform();
    std::cout << campaign.tally().summary(campaign.elapsed())
              << "journal and run folders: " << folder.string() << '\n';
    return {folder, complete ? campaign.tally().exit_code() : exit_codes::interrupted, at_once};
}

void add_campaign_options(CLI::App& command, CampaignOptions& options) {
    command.add_option("PATHS", options.run.paths, "campaign files, or any scenarios")->required();
    add_broker_option(command, options.run);
    add_lie_options(command, options.run);
    add_campaign_execution(command, options.run);
    add_deviation_options(command, options.run);
    add_metrics_option(command, options.run);
    command.add_option("--records", options.records, "run folders to keep of each breach")
        ->capture_default_str();
    command.add_flag("--fresh", options.fresh, "forget what the journal says is done");
    command
        .add_option("--output", options.run.output,
                    "the journal and run folders are here; breakwire-campaigns/NAME if not given")
        ->type_name("FOLDER");
    command.add_flag("--keep", options.run.keep, "keep the records of passed cases too");
}

void add_campaign(CLI::App& line, const Program& program, Task& task) {
    CLI::App* command = line.add_subcommand(
        "campaign", "runs scenarios with thousands of seeds; goes on where it was killed");
    auto options = std::make_shared<CampaignOptions>();
    options->run.seeds = SeedRange{1, 100};
    command->footer(campaign_examples);
    add_campaign_options(*command, *options);
    command->add_flag("--guided", options->guided,
                      "changes the schedules that have shown new states of the protocol, rather "
                      "than drawing each anew");
    command->callback([&program, &task, options] {
        task = [&program, options] { return run_campaign(*options, program).exit_code; };
    });
}

}  // namespace breakwire::harness
