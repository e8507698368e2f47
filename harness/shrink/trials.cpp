#include "harness/shrink/trials.hpp"

#include <algorithm>

#include "harness/cli/kinds.hpp"
#include "scenarios/language/yaml_text.hpp"

namespace breakwire::harness {

namespace {

constexpr const char* honest_case = "honest";

}  // namespace

Trials::Trials(Plan& plan, WorkerBody run_case, Settings settings)
    : plan_(plan), run_case_(std::move(run_case)), settings_(std::move(settings)) {}

std::optional<std::size_t> Trials::first_that_breaks(const std::vector<Node>& scenarios) {
    run_new_ones(scenarios);
    honest_ = Honest::unasked;
    for (std::size_t i = 0; i < texts_.size(); ++i) {
        const auto seen = seen_.find(texts_[i]);
        if (seen == seen_.end() || !seen->second) continue;
        seen->second = shows_defect(seen->first);
        if (seen->second) return i;
    }
    return std::nullopt;
}

void Trials::run_new_ones(const std::vector<Node>& scenarios) {
    texts_.clear();
    std::vector<CaseJob> jobs;
    for (const Node& scenario : scenarios) {
        texts_.push_back(scenarios::yaml_text(scenario));
        if (seen_.contains(texts_.back()) || count_ >= settings_.most) continue;
        seen_[texts_.back()] = false;
        if (scenario.find("devices") == nullptr) continue;
        auto job = job_of(texts_.back(), Teller::as_given);
        if (!job) continue;
        job->index = texts_.size() - 1;
        jobs.push_back(std::move(*job));
    }
    run(jobs);
}

void Trials::run(const std::vector<CaseJob>& jobs) {
    if (!Pool(guardian_, run_case_, settings_.jobs).run(jobs, *this)) throw Interrupted{};
}

std::optional<scenarios::Scenario> Trials::read(const std::string& text) const {
    Mistakes mistakes;
    return scenarios::read_scenario(text, "shrunk.yaml", known_kinds().language(), mistakes,
                                    plan_.brokers.file());
}

std::optional<CaseJob> Trials::job_of(const std::string& text, Teller teller) {
    auto scenario = read(text);
    if (!scenario) return std::nullopt;
    const bool honest = teller == Teller::honest;
    if (honest) scenario->broker.lies.clear();
    Case one;
    one.id = honest ? honest_case : "shrunk";
    one.seed = scenario->seed.value_or(1);
    one.version = settings_.version;
    one.scenario = std::make_shared<const scenarios::Scenario>(std::move(*scenario));
    // Of its own: jobs remember scenarios by their addresses, and this one does not live on.
    CaseJobs jobs(plan_.brokers, settings_.run);
    CaseJob job = jobs.make(one);
    if (!jobs.obstacle(job).empty()) return std::nullopt;
    if (honest) job.lie = nullptr;
    job.recording = Recording::of_failures;
    job.worth_a_record = [](const CaseJob&, const reports::CaseResult&) { return false; };
    job.folder = folder_.path() / std::to_string(++count_);
    return job;
}

/// Whether it takes the broker's defect to break it, which is asked only of a broker that has one.
bool Trials::shows_defect(const std::string& text) {
    if (!is_given_a_defect(text)) return true;
    honest_ = Honest::broke_it;
    if (const auto job = job_of(text, Teller::honest)) run({*job});
    if (honest_ == Honest::broke_another) return !honest_passed_once_;
    honest_passed_once_ = honest_passed_once_ || honest_ == Honest::passed;
    return honest_ == Honest::passed;
}

bool Trials::is_given_a_defect(const std::string& text) const {
    if (settings_.run.lie) return true;
    const auto scenario = read(text);
    return scenario && !scenario->broker.lies.empty();
}

void Trials::finished(const CaseJob& job, reports::CaseResult result) {
    using reports::Verdict;
    std::error_code ignored;
    std::filesystem::remove_all(job.folder, ignored);
    const Verdict verdict = result.verdict;
    const auto breaches = unknown_breaches(std::move(result), *job.scenario, plan_.deviations);
    const bool broke = std::ranges::count(breaches, settings_.breach) > 0;
    const bool failed = verdict == Verdict::failed || verdict == Verdict::error;
    if (job.id != honest_case) {
        seen_[texts_[job.index]] = failed && broke;
    } else if (broke) {
        honest_ = Honest::broke_it;
    } else {
        const bool passed = verdict == Verdict::passed || (failed && breaches.empty());
        honest_ = passed ? Honest::passed : Honest::broke_another;
    }
}

}  // namespace breakwire::harness
