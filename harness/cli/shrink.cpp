#include "scenarios/shrink/shrink.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "harness/brokers/text_file.hpp"
#include "harness/campaign/live_line.hpp"
#include "harness/cli/command.hpp"
#include "harness/cli/command_line.hpp"
#include "harness/cli/exit_codes.hpp"
#include "harness/cli/kinds.hpp"
#include "harness/cli/loading.hpp"
#include "harness/cli/plan.hpp"
#include "harness/cli/recipe.hpp"
#include "harness/cli/shell_word.hpp"
#include "harness/cli/stored_results.hpp"
#include "harness/runner/scratch.hpp"
#include "harness/shrink/trials.hpp"
#include "scenarios/campaign/drawn.hpp"
#include "scenarios/language/yaml_text.hpp"

namespace breakwire::harness {
namespace {

namespace fs = std::filesystem;

struct ShrinkOptions {
    std::string run;
    std::string file = "shrunk.yaml";
    std::string law;
    int jobs = 0;
    std::size_t most = 3000;
};

/// The one failure that is shrunk, with everything it takes to run it.
struct Failure {
    reports::CaseResult result;
    RunOptions options;
    Plan plan;  ///< to run it alone
    Breach breach;

    const Case& one() const { return plan.cases.front(); }
};

reports::CaseResult one_failure_in(const std::string& folder) {
    std::vector<reports::CaseResult> all = results_below(folder);
    std::erase_if(all, [](const reports::CaseResult& one) {
        return one.verdict != reports::Verdict::failed && one.verdict != reports::Verdict::error;
    });
    if (all.empty()) throw ConfigError(folder + ": no case failed here");
    if (all.size() > 1) {
        throw ConfigError(
            fmt::format("{}: {} cases failed here; name the folder of one, such as {}", folder,
                        all.size(), shell_word(all.front().folder)));
    }
    return std::move(all.front());
}

/// A law first: what an expectation waits for fails to come for many reasons.
std::vector<Breach> breaches_in(const Failure& failure) {
    auto all = unknown_breaches(failure.result, *failure.one().scenario, failure.plan.deviations);
    std::stable_partition(all.begin(), all.end(),
                          [](const Breach& one) { return !one.is_of_expectation(); });
    return all;
}

Breach breach_to_keep(const Failure& failure, const std::string& law) {
    const std::vector<Breach> all = breaches_in(failure);
    std::vector<std::string> ids;
    for (const Breach& breach : all) {
        if (law.empty() || breach.id == law) return breach;
        ids.push_back(breach.id);
    }
    if (all.empty())
        throw ConfigError(failure.result.folder + ": nothing is broken but what is known");
    throw ConfigError("--law: '" + law + "' is not broken there" + suggestion(law, ids));
}

Failure read_failure(const ShrinkOptions& options) {
    Failure failure;
    failure.result = one_failure_in(options.run);
    failure.options = options_of(failure.result);
    if (failure.result.time_mode != "virtual") {
        throw ConfigError(failure.result.id +
                          " was run on the wall clock; only what is run in "
                          "virtual time can be shrunk, because only that does the same again");
    }
    for (const std::string& change : changes_since(failure.result.recipe, version())) {
        std::cout << "note: " << change << '\n';
    }
    failure.plan = make_plan(failure.options);
    failure.breach = breach_to_keep(failure, options.law);
    return failure;
}

Node whole_story(const Failure& failure) {
    const Node written =
        scenarios::written_out(*failure.one().scenario, failure.one().version, failure.result.seed,
                               known_kinds().language().faults, failure.result.mutations);
    if (failure.result.seed == 1) return scenarios::with_entry(written, "seed", {});
    return scenarios::with_entry(written, "seed",
                                 Node::scalar(std::to_string(failure.result.seed)));
}

std::string size_in_words(const Node& scenario) {
    const auto counted = [](std::size_t count, const char* what) {
        return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
    };
    return fmt::format(
        "{}, {} and {} of waiting", counted(scenarios::device_count(scenario), "device"),
        counted(scenarios::faults_in(scenario), "fault"), to_string(scenarios::time_in(scenario)));
}

/// What it is for, in the ids that a scenario may cover.
Node covering(const Node& scenario, const Breach& breach) {
    const bool normative = breach.id.starts_with("v311/") || breach.id.starts_with("v5/") ||
                           breach.id.starts_with("BW-");
    return scenarios::with_entry(scenario, "covers", normative ? Node::scalar(breach.id) : Node{});
}

std::string file_text(const Failure& failure, const Node& whole, const Node& least) {
    return fmt::format(
        "# What is left of {} with seed {} on {}:\n"
        "# {}\n"
        "# have become\n"
        "# {}.\n"
        "# It breaks {}.\n"
        "# Made by `breakwire shrink`.\n\n{}",
        failure.result.id, failure.result.seed, failure.result.broker, size_in_words(whole),
        size_in_words(least), failure.breach.text(),
        scenarios::yaml_text(covering(least, failure.breach)));
}

/// Wall time for one try: what is left out takes no longer, unless it runs wild.
Duration patience(const reports::CaseResult& result) { return 10 * result.wall + 2s; }

Trials::Settings trials_of(const Failure& failure, const ShrinkOptions& options) {
    Trials::Settings settings;
    settings.version = failure.one().version;
    settings.breach = failure.breach;
    settings.jobs = options.jobs > 0 ? options.jobs : Pool::default_jobs(true);
    settings.most = options.most;
    settings.run = {failure.options.time, failure.options.real_tcp, patience(failure.result),
                    failure.plan.lie};
    return settings;
}

/// Reads the file as anybody would and runs it once more.
bool still_breaks(const ShrinkOptions& options, Failure& failure, const Program& program) {
    Mistakes mistakes;
    const auto node = scenarios::load_node(options.file, mistakes);
    if (tell(mistakes)) return false;
    Trials once(failure.plan, program.run_case, trials_of(failure, options));
    return once.first_that_breaks({*node}).has_value();
}

int shrink_failure(const ShrinkOptions& options, const Program& program) {
    Failure failure = read_failure(options);
    sweep_scratch();
    LiveLine live(std::cout, isatty(STDOUT_FILENO) == 1);
    Trials trials(failure.plan, program.run_case, trials_of(failure, options));
    const Node whole = whole_story(failure);
    std::cout << fmt::format("{}: {}\n{}\n", failure.result.id, failure.breach.text(),
                             size_in_words(whole))
              << std::flush;
    if (!trials.first_that_breaks({whole})) {
        std::cout << (trials.honest_broke()
                          ? "the broker breaks that without the lie as well\n"
                          : "written out as steps of its own it does not break that any more\n");
        return exit_codes::surroundings;
    }
    const Node least = scenarios::shrink(whole, [&](const std::vector<Node>& candidates) {
        live.show(fmt::format("{} runs", trials.count()), LiveLine::WallClock::now());
        return trials.first_that_breaks(candidates);
    });
    live.clear();
    write_text(options.file, file_text(failure, whole, least));
    std::cout << fmt::format("after {} runs: {}\n{}: written\n", trials.count(),
                             size_in_words(least), options.file);
    if (still_breaks(options, failure, program)) {
        std::cout << "it breaks the same: " << failure.breach.id << '\n';
        return 0;
    }
    std::cout << "but the file does not break that when it is run: a bug of Breakwire's\n";
    return exit_codes::our_bug;
}

}  // namespace

void add_shrink(CLI::App& line, const Program& program, Task& task) {
    CLI::App* command = line.add_subcommand(
        "shrink", "what it takes to fail: the least of a failed case, as a scenario of its own");
    command->footer(
        "Leaves out devices, faults, settings and time as long as the same law is broken in the\n"
        "same way, and, where the broker was given a defect by --lie or `lies:`, as long as the\n"
        "broker without it does not break it. Exits with 0 if the file it writes does break it.\n"
        "Example: breakwire shrink 'breakwire-campaigns/storm/storm[5.0]#seed17' -o "
        "regression.yaml");
    auto options = std::make_shared<ShrinkOptions>();
    command->add_option("RUN", options->run, "the folder that a failed case has left")->required();
    command->add_option("-o,--output", options->file, "the scenario to write")
        ->type_name("FILE")
        ->capture_default_str();
    command
        ->add_option("--law", options->law,
                     "which of the broken laws; the first if not given, an expectation last")
        ->type_name("ID");
    command->add_option("-j,--jobs", options->jobs, "cases at a time")->check(CLI::Range(1, 100));
    command->add_option("--runs", options->most, "leave it at what is found after so many")
        ->capture_default_str();
    command->callback([&program, &task, options] {
        task = [&program, options]() -> int {
            try {
                return shrink_failure(*options, program);
            } catch (const Trials::Interrupted&) {
                return exit_codes::interrupted;
            }
        };
    });
}

}  // namespace breakwire::harness
