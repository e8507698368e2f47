#include <fmt/format.h>

#include <iostream>

#include "harness/brokers/text_file.hpp"
#include "harness/cli/command.hpp"
#include "harness/cli/command_line.hpp"
#include "harness/cli/filter_options.hpp"
#include "harness/cli/loading.hpp"
#include "harness/cli/run.hpp"
#include "harness/cli/shell_word.hpp"
#include "harness/prove/lie_files.hpp"
#include "harness/prove/prover.hpp"

namespace breakwire::harness {
namespace {

constexpr const char* prove_examples = R"(Examples:
  breakwire prove                             every shipped lie, until something catches it
  breakwire prove --lie 'will/*' --matrix     lies about wills, in every case: who catches what
  breakwire prove my_lies.yaml --library my/  your own lies on your own scenarios
  breakwire explain lies                      how lies are written)";

struct ProveOptions {
    std::vector<std::string> lie_files;
    std::vector<std::string> names;
    std::string report;
    bool list = false;
    bool matrix = false;
    RunOptions run;  ///< the library, its filter, the broker and how it is run
};

/// Of their names.
std::size_t widest(const Lies& lies) {
    std::size_t width = 0;
    for (const auto& lie : lies) width = std::max(width, lie->id.size());
    return width;
}

int name_all(const Lies& lies) {
    for (const auto& lie : lies) {
        std::cout << fmt::format("{:<{}}  {}\n", lie->id, widest(lies), lie->sentence);
    }
    return 0;
}

std::string plural(std::size_t count, std::string_view what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

/// The file of `--report json:FILE`; empty if there is none.
std::string report_file(const std::string& report) {
    const std::string json = "json:";
    if (report.empty()) return "";
    if (report.rfind(json, 0) == 0 && report.size() > json.size())
        return report.substr(json.size());
    throw ConfigError("--report: expected json:FILE, got '" + report + "'");
}

/// Everything that can be told before the first case has run.
struct ProofPlan {
    Lies lies;
    BrokerChoice brokers;
    Deviations deviations;
    std::vector<Case> cases;
};

ProofPlan make_proof_plan(const ProveOptions& options) {
    Mistakes mistakes;
    ProofPlan plan;
    const Lies all = load_lie_files(options.lie_files, mistakes);
    if (!options.run.broker_file.empty()) plan.brokers.read(options.run.broker_file, mistakes);
    plan.deviations = find_deviations(options.run, mistakes);
    const auto scenarios = options.list ? std::vector<LoadedScenario>()
                                        : load_scenarios(options.run.paths, plan.brokers.file(),
                                                         options.run.set, mistakes);
    if (tell(mistakes)) throw MistakesWereTold{files_of(mistakes)};
    plan.lies = choose_lies(all, options.names);
    if (options.list) return plan;
    plan.cases = select(multiply(scenarios), options.run.filter);
    return plan;
}

/// With all that is not about one lie or one case.
std::string trial_command(const ProveOptions& options) {
    std::string command = "breakwire prove";
    for (const std::string& file : options.lie_files) command += ' ' + shell_word(file);
    for (const std::string& path : options.run.paths) command += " --library " + shell_word(path);
    if (!options.run.broker_file.empty()) {
        command += " --broker " + shell_word(options.run.broker_file);
    }
    return command;
}

Score perform(const ProveOptions& options, const Program& program, ProofPlan& plan) {
    CaseJobs jobs(plan.brokers, {options.run.time, false, options.run.time_limit});
    const ScratchFolder scratch;
    Prover::Settings settings;
    settings.exhaustive = options.matrix;
    settings.jobs = options.run.jobs > 0 ? options.run.jobs
                                         : Pool::default_jobs(jobs.mostly_virtual(plan.cases));
    settings.keep = !options.run.output.empty();
    settings.folder =
        settings.keep ? std::filesystem::absolute(options.run.output) : scratch.path() / "trials";
    settings.command = trial_command(options);
    settings.decided = [width = widest(plan.lies)](const LieScore& lie) {
        std::cout << in_words(lie, width) << std::flush;
    };
    std::cout << fmt::format("breakwire {}: {}, {}, {} at a time\n", version(),
                             plural(plan.lies.size(), "lie"), plural(plan.cases.size(), "case"),
                             settings.jobs)
              << std::flush;
    return Prover(plan.lies, plan.cases, jobs, plan.deviations, program.run_case, settings)
        .perform();
}

int prove(const ProveOptions& options, const Program& program) {
    const std::string file = report_file(options.report);
    ProofPlan plan = make_proof_plan(options);
    if (options.list) return name_all(plan.lies);
    sweep_scratch();
    const Score score = perform(options, program, plan);
    if (options.matrix) std::cout << '\n' << matrix(score) << '\n';
    std::cout << in_words(score);
    if (!file.empty()) write_text(file, to_json(score).dump(2) + '\n');
    return score.exit_code();
}

void add_prove_options(CLI::App& command, ProveOptions& options) {
    command.footer(prove_examples);
    command.add_option("LIES", options.lie_files,
                       "files of lies; the shipped ones if there are none");
    command.add_option("--lie", options.names, "only lies of this name, such as 'will/*'")
        ->expected(1)
        ->type_name("LIE")
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command
        .add_option("--library", options.run.paths,
                    "scenarios that have to catch them: files and folders; the shipped library if "
                    "there are none")
        ->type_name("PATHS");
    add_filter(command, options.run.filter);
    command.add_flag("--list", options.list, "names the lies and tells none");
    command.add_flag("--matrix", options.matrix,
                     "every lie in every case, and the honest broker in all of them");
    command.add_option("-j,--jobs", options.run.jobs, "cases at a time")->check(CLI::Range(1, 100));
    add_broker_option(command, options.run);
    add_deviation_options(command, options.run);
    command.add_option("--report", options.report, "writes everything that was found out")
        ->type_name("json:FILE");
    command
        .add_option("--output", options.run.output,
                    "keep the records of all cases, in folders by lie and case")
        ->type_name("FOLDER");
}

}  // namespace

void add_prove(CLI::App& line, const Program& program, Task& task) {
    CLI::App* command = line.add_subcommand(
        "prove", "lies on the broker's behalf, to see whether scenarios and laws notice");
    auto options = std::make_shared<ProveOptions>();
    // A broker that is led astray may never come to an end, and no case of the library takes long.
    options->run.time_limit = 60s;
    add_prove_options(*command, *options);
    command->callback([&program, &task, options] {
        task = [&program, options] { return prove(*options, program); };
    });
}

}  // namespace breakwire::harness
