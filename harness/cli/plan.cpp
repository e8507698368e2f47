#include "harness/cli/plan.hpp"

#include <algorithm>

#include "harness/cli/loading.hpp"
#include "harness/cli/recipe.hpp"
#include "harness/cli/repetitions.hpp"
#include "harness/cli/run.hpp"
#include "harness/cli/told_lie.hpp"

namespace breakwire::harness {

int repetitions(const RunOptions& options) {
    return options.check_determinism ? std::max(options.repeat, 2) : options.repeat;
}

namespace {

/// A role that no scenario has was meant to be another.
void check_roles(const Casting& casting, const std::vector<LoadedScenario>& scenarios) {
    std::vector<std::shared_ptr<const scenarios::Scenario>> all;
    for (const LoadedScenario& each : scenarios) all.push_back(each.scenario);
    const std::vector<std::string> nobody = casting.roles_of_nobody(all);
    if (nobody.empty()) return;
    throw ConfigError("--cast: no scenario here has a device '" + nobody.front() + "'");
}

bool wants_everything(const RunOptions& options) {
    const CaseFilter& filter = options.filter;
    const bool all = filter.ids.empty() && filter.words.empty() && filter.tags.empty() &&
                     filter.versions.empty() && options.set.empty() && options.devices.all();
    return options.paths.empty() && all && !options.shard && !options.stop_at_first;
}

}  // namespace

Plan make_plan(const RunOptions& options) {
    Mistakes mistakes;
    Plan plan;
    if (!options.broker_file.empty()) plan.brokers.read(options.broker_file, mistakes);
    plan.casting.read(options.bench_file, options.cast, mistakes);
    plan.deviations = find_deviations(options, mistakes);
    if (!options.lie.empty()) plan.lie = find_lie(options, mistakes);
    const auto scenarios =
        load_scenarios(options.paths, plan.brokers.file(), options.set, mistakes, options.devices);
    if (tell(mistakes)) throw MistakesWereTold{files_of(mistakes)};
    check_roles(plan.casting, scenarios);
    for (const LoadedScenario& loaded : scenarios) {
        const std::string& file = loaded.scenario->file;
        if (plan.recipes.contains(file)) continue;  // another combination of its parameters
        plan.recipes[file] = recipe_of(options, *loaded.scenario);
    }
    std::vector<Case> cases = select(multiply(scenarios), options.filter);
    if (plan.lie) cases = cases_for(*plan.lie, std::move(cases));
    for (Case& one : cases) {
        one.seed = options.seed.value_or(one.seed);
        one.mutations = options.mutations;
    }
    if (!options.only_case.empty()) cases.front().id = options.only_case;
    if (options.seeds) cases = sow(cases, *options.seeds);
    if (options.shard) cases = cases_of(*options.shard, cases);
    plan.cases = repeat(cases, repetitions(options));
    plan.everything = wants_everything(options);
    return plan;
}

}  // namespace breakwire::harness
