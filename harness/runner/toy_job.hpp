#pragma once

#include "harness/runner/pool.hpp"

namespace breakwire::harness {

/// A folder for the run folders of a test; goes with it.
class ToyRun {
public:
    /// A case whose worker does what a test tells it to. `name` tells cases apart.
    CaseJob job(const std::string& name) const {
        auto scenario = std::make_shared<scenarios::Scenario>();
        scenario->name = "toy " + name;
        scenario->file = name + ".yaml";
        CaseJob job;
        job.id = name + "[3.1.1]";
        job.scenario = std::move(scenario);
        job.version = mqtt::Version::v3_1_1;
        job.seed = 7;
        job.traits.name = "toy";
        job.traits.version = "1";
        job.folder = folder_.path() / job.id;
        return job;
    }
    const std::filesystem::path& folder() const { return folder_.path(); }

private:
    ScratchFolder folder_;
};

/// A worker that finds nothing wrong.
inline int pass(const CaseJob& job, WorkerReport&) {
    reports::CaseResult result = blank_result(job);
    result.verdict = reports::Verdict::passed;
    write_result(result);
    return 0;
}

/// Keeps what a pool tells.
struct Told : PoolListener {
    void progress(const reports::CaseProgress& now) override { steps.push_back(now); }
    void finished(const CaseJob&, reports::CaseResult result) override {
        results[result.id] = std::move(result);
    }
    std::vector<reports::CaseProgress> steps;
    std::map<std::string, reports::CaseResult> results;
};

}  // namespace breakwire::harness
