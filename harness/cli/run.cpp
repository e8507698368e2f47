#include "harness/cli/run.hpp"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>
#include <set>

#include "harness/cli/case_jobs.hpp"
#include "harness/cli/command_line.hpp"
#include "harness/cli/exit_codes.hpp"
#include "harness/cli/loading.hpp"
#include "harness/cli/plan.hpp"
#include "harness/cli/recipe.hpp"
#include "harness/cli/repetitions.hpp"
#include "harness/cli/reporters.hpp"
#include "harness/cli/run_folders.hpp"
#include "harness/cli/shell_word.hpp"
#include "harness/cli/stored_results.hpp"
#include "harness/cli/watch.hpp"
#include "harness/metrics/metrics_server.hpp"
#include "harness/runner/pool.hpp"

namespace breakwire::harness {
namespace {

/// One run, from its first case to its summary.
class Run final : public PoolListener {
public:
    Run(const RunOptions& options, const Program& program, Plan plan, reports::Reporter* also)
        : options_(options),
          program_(program),
          also_(also),
          plan_(std::move(plan)),
          reporters_(options.reports),
          folders_(options.output, options.keep),
          repetitions_(repetitions(options)),
          jobs_(plan_.brokers, {options.time, options.real_tcp, options.time_limit, plan_.lie},
                &plan_.casting) {
        if (options.metrics) metrics_.emplace(*options.metrics);
    }

    int perform() {
        const auto began = std::chrono::steady_clock::now();
        results_.resize(plan_.cases.size());
        at_once_ = options_.jobs > 0 ? options_.jobs
                                     : Pool::default_jobs(jobs_.mostly_virtual(plan_.cases));
        // Cases share that broker, or the boards.
        if (any_elsewhere() || jobs_.any_board(plan_.cases)) at_once_ = 1;
        announce_metrics();
        reporters_.run_started({version(), program_.typed, plan_.cases.size(), at_once_,
                                baseline_at(options_.baseline)});
        const bool complete = run_cases(make_jobs());
        reports::RunSummary summary;
        for (std::size_t i = 0; i < results_.size(); ++i) {
            if (!results_[i]) {
                folders_.abandoned(plan_.cases[i].id, complete);
            } else {
                if (options_.check_determinism) keep_what_differs(i);
                summary.cases.push_back(std::move(*results_[i]));
            }
        }
        summary.wall = std::chrono::steady_clock::now() - began;
        summary.interrupted = !complete;
        summary.exit_code =
            complete ? worst(summary.cases, options_.strict) : exit_codes::interrupted;
        reporters_.run_finished(summary);
        tell_the_rest();
        tell_of_seeds(summary.cases);
        return summary.exit_code;
    }

    void starting(const CaseJob& job) override { write_unfinished(job, not_over); }

    void progress(const reports::CaseProgress& now) override { reporters_.case_progress(now); }

    void finished(const CaseJob& job, reports::CaseResult result) override {
        plan_.deviations.judge(result);
        compare(job.index, result);
        result.recipe = recipe_for(job);
        if (std::filesystem::exists(job.folder)) save(result);
        failed_ = failed_ || has_failed(result);
        if (metrics_) metrics_->metrics().finished(job.id, result.verdict);
        reporters_.case_finished(result);
        if (also_ != nullptr) also_->case_finished(result);
        // Its record may be wanted for a comparison until the run is over.
        if (!options_.check_determinism) folders_.finished(result);
        results_[job.index] = std::move(result);
    }

    bool enough() const override { return options_.stop_at_first && failed_; }

private:
    void announce_metrics() {
        if (!metrics_) return;
        metrics_->metrics().planned(plan_.cases.size());
        std::cout << "metrics: " << metrics_->url() << '\n' << std::flush;
    }

    CaseJob make_job(std::size_t index) {
        const Case& one = plan_.cases[index];
        CaseJob job = jobs_.make(one);
        job.index = index;
        job.repeat = repeat_command(one, options_);
        job.folder = folders_.of(one.id);
        return job;
    }

    reports::Recipe recipe_for(const CaseJob& job) const {
        reports::Recipe recipe = plan_.recipes.at(job.scenario->file);
        recipe.parameters = named_settings(*job.scenario);
        return recipe;
    }

    /// A full disk keeps nothing from being told and reported.
    void save(const reports::CaseResult& result) {
        try {
            write_result(result);
        } catch (const EnvironmentError& trouble) {
            if (not_saved_.empty()) not_saved_ = trouble.what();
        }
    }

    /// What reports have to go by should this process be killed.
    void write_unfinished(const CaseJob& job, const char* why) const {
        reports::CaseResult result = blank_result(job);
        result.verdict = reports::Verdict::inconclusive;
        result.reason = why;
        result.recipe = recipe_for(job);
        std::filesystem::create_directories(job.folder);
        write_result(result);
    }

    bool any_elsewhere() {
        return std::ranges::any_of(plan_.cases, [this](const Case& one) {
            return plan_.brokers.of(one.scenario->broker.driver).traits.elsewhere;
        });
    }

    void compare(std::size_t index, reports::CaseResult& result) {
        if (!options_.check_determinism) return;
        const auto difference = repetitions_.compare(plan_.cases[index].group, result);
        if (!difference) return;
        diverged_.insert(plan_.cases[index].group);
        result.verdict = reports::Verdict::failed;
        result.reason = *difference;
    }

    void keep_what_differs(std::size_t index) {
        const bool differs = diverged_.contains(plan_.cases[index].group);
        folders_.finished(*results_[index], differs);
    }

    /// The jobs of all cases but those the broker cannot do, which are told of at once.
    std::vector<CaseJob> make_jobs() {
        std::vector<CaseJob> jobs;
        for (std::size_t i = 0; i < plan_.cases.size(); ++i) {
            CaseJob job = make_job(i);
            const std::string why_not = jobs_.obstacle(job);
            if (why_not.empty()) {
                jobs.push_back(std::move(job));
            } else {
                skip(job, why_not);
            }
        }
        return jobs;
    }

    void skip(const CaseJob& job, const std::string& why) {
        reports::CaseResult result = blank_result(job);
        result.verdict = reports::Verdict::skipped;
        result.reason = why;
        std::filesystem::create_directories(job.folder);
        finished(job, std::move(result));
    }

    bool run_cases(const std::vector<CaseJob>& jobs) {
        std::cout << std::flush;
        if (!options_.output.empty()) {
            for (const CaseJob& job : jobs) write_unfinished(job, "the run ended before its turn");
        }
        Guardian guardian;
        Pool pool(guardian, program_.run_case, at_once_);
        if (metrics_) pool.tell(*metrics_);
        return pool.run(jobs, *this);
    }

    void tell_the_rest() {
        for (const std::string& line : plan_.deviations.outlived(plan_.everything))
            std::cerr << line << '\n';
        for (const std::string& why : jobs_.not_virtual()) {
            std::cout << "on the wall clock: " << why << '\n';
        }
        folders_.close();
        if (!not_saved_.empty())
            std::cerr << "run folders are not complete: " << not_saved_ << '\n';
        if (folders_.kept_any()) std::cout << "run folders: " << folders_.root().string() << '\n';
    }

    void tell_of_seeds(const std::vector<reports::CaseResult>& results) const {
        const std::size_t left_out = plan_.cases.size() - results.size();
        if (enough() && left_out > 0) {
            std::cout << "stopped at a failure: " << left_out << " not run\n";
        }
        if (options_.seeds) std::cout << first_failing_seed(*options_.seeds, results) << '\n';
    }

    const RunOptions& options_;
    const Program& program_;
    reports::Reporter* also_;
    Plan plan_;
    Reporters reporters_;
    RunFolders folders_;
    Repetitions repetitions_;
    CaseJobs jobs_;
    std::vector<std::optional<reports::CaseResult>> results_;
    std::optional<MetricsServer> metrics_;  ///< if somebody wants them
    int at_once_ = 1;
    bool failed_ = false;
    std::string not_saved_;           ///< the first result that could not be written, and why
    std::set<std::size_t> diverged_;  ///< groups whose repetitions are not the same
};

}  // namespace

Deviations find_deviations(const RunOptions& options, Mistakes& mistakes) {
    if (options.no_deviations) return {};
    if (!options.deviations_file.empty()) return load_deviations(options.deviations_file, mistakes);
    Deviations all;
    for (const std::filesystem::path& file : shipped_deviations(library_folder())) {
        all.add(load_deviations(file, mistakes));
    }
    return all;
}

int run(const RunOptions& options, const Program& program, reports::Reporter* also) {
    return run(make_plan(options), options, program, also);
}

int run(Plan plan, const RunOptions& options, const Program& program, reports::Reporter* also) {
    sweep_scratch();
    return Run(options, program, std::move(plan), also).perform();
}

void add_run(CLI::App& line, const Program& program, Task& task) {
    CLI::App* command = line.add_subcommand("run", "runs scenarios and judges the broker");
    auto options = std::make_shared<RunOptions>();
    add_options(*command, *options);
    command->callback([&program, &task, options] {
        task = [&program, options] {
            return options->watch ? watch(*options, program) : run(*options, program);
        };
    });
}

}  // namespace breakwire::harness
