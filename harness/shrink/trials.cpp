#include "harness/shrink/trials.hpp"

#include <algorithm>

#include "harness/cli/kinds.hpp"
#include "scenarios/language/yaml_text.hpp"

namespace breakwire::harness {

std::vector<Breach> unknown_breaches(reports::CaseResult result,
                                     const scenarios::Scenario& scenario, const Deviations& known) {
    std::set<std::string> devices;
    for (const scenarios::DeviceSection& device : scenario.devices) devices.insert(device.name);
    std::erase_if(result.findings, [&](const reports::Finding& finding) {
        return !finding.held && known.knows(result, finding);
    });
    return breaches_of(result, devices);
}

Trials::Trials(Plan& plan, WorkerBody run_case, Settings settings)
    : plan_(plan), run_case_(std::move(run_case)), settings_(std::move(settings)) {}

std::optional<std::size_t> Trials::first_that_breaks(const std::vector<Node>& scenarios) {
    texts_.clear();
    std::vector<CaseJob> jobs;
    for (const Node& scenario : scenarios) {
        texts_.push_back(scenarios::yaml_text(scenario));
        if (seen_.contains(texts_.back()) || count_ >= settings_.most) continue;
        auto job = job_of(scenario);
        seen_[texts_.back()] = false;
        if (!job) continue;
        job->index = texts_.size() - 1;
        job->folder = folder_.path() / std::to_string(++count_);
        jobs.push_back(std::move(*job));
    }
    if (!Pool(guardian_, run_case_, settings_.jobs).run(jobs, *this)) throw Interrupted{};
    const auto found = std::find_if(texts_.begin(), texts_.end(), [this](const std::string& text) {
        const auto seen = seen_.find(text);
        return seen != seen_.end() && seen->second;
    });
    if (found == texts_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - texts_.begin());
}

std::optional<CaseJob> Trials::job_of(const Node& scenario) {
    Mistakes mistakes;
    auto read = scenarios::read_scenario(texts_.back(), "shrunk.yaml", known_kinds().language(),
                                         mistakes, plan_.brokers.file());
    if (!read) return std::nullopt;
    Case one;
    one.id = "shrunk";
    one.seed = read->seed.value_or(1);
    one.version = settings_.version;
    one.scenario = std::make_shared<const scenarios::Scenario>(std::move(*read));
    // Of its own: jobs remember scenarios by their addresses, and this one does not live on.
    CaseJobs jobs(plan_.brokers, settings_.run);
    CaseJob job = jobs.make(one);
    job.recording = Recording::of_failures;
    if (!jobs.obstacle(job).empty() || scenario.find("devices") == nullptr) return std::nullopt;
    return job;
}

void Trials::finished(const CaseJob& job, reports::CaseResult result) {
    using reports::Verdict;
    std::error_code ignored;
    std::filesystem::remove_all(job.folder, ignored);
    const bool failed = result.verdict == Verdict::failed || result.verdict == Verdict::error;
    const auto breaches = unknown_breaches(std::move(result), *job.scenario, plan_.deviations);
    const bool broke =
        std::find(breaches.begin(), breaches.end(), settings_.breach) != breaches.end();
    seen_[texts_[job.index]] = failed && broke;
}

}  // namespace breakwire::harness
