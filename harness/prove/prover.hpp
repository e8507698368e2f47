#pragma once

#include <functional>
#include <map>

#include "harness/cli/case_jobs.hpp"
#include "harness/prove/score.hpp"
#include "harness/runner/pool.hpp"

namespace breakwire::harness {

/// Tells lies on the broker's behalf and looks who notices.
///
/// Every lie is told in one case after another until one catches it; with `exhaustive` in all that
/// fit. Then the honest broker is run in the cases that caught something, with `exhaustive` in all:
/// what they find there is a false alarm. A round runs the next few cases of each lie that is still
/// at large, twice as many as in the round before, so which cases are run does not depend on how
/// many are run at a time.
class Prover final : private PoolListener {
public:
    struct Settings {
        bool exhaustive = false;
        int jobs = 1;                                    ///< workers at a time
        std::filesystem::path folder{};                  ///< of run folders, by lie and case
        bool keep = false;                               ///< run folders stay
        std::function<void(const LieScore&)> decided{};  ///< told of each lie, once
        /// What repeats a trial, but for its lie and its case: "breakwire prove --broker b.yaml".
        std::string command = "breakwire prove";
    };

    /// What is borrowed must outlive it.
    Prover(std::vector<std::shared_ptr<const scenarios::BrokerLie>> lies, std::vector<Case> cases,
           CaseJobs& jobs, const Deviations& known, WorkerBody run_case, Settings settings);

    Score perform();

private:
    /// A lie and the cases that are left to try.
    struct Suspect {
        std::vector<std::size_t> cases;
        std::size_t next = 0;
        bool decided = false;
    };

    Suspect suspect(const scenarios::BrokerLie& lie);
    bool can_run(std::size_t number);
    bool tell_lies();
    std::vector<CaseJob> next_round(std::size_t cases_each);
    void decide(std::size_t lie);
    bool be_honest();
    CaseJob job_of(std::size_t number, const std::string& folder);
    bool run(const std::vector<CaseJob>& jobs);

    void progress(const reports::CaseProgress&) override {}
    void finished(const CaseJob& job, reports::CaseResult result) override;
    void judge_honesty(reports::CaseResult result, const std::string& case_id);

    std::vector<Case> cases_;
    CaseJobs& jobs_;
    const Deviations& known_;
    WorkerBody run_case_;
    Settings settings_;
    Guardian guardian_;
    std::map<std::size_t, bool> can_run_;  ///< by case, as far as it was asked
    std::vector<Suspect> suspects_;        ///< as `score_.lies`
    /// Of each job's trial, which is there before it has run: workers finish in any order.
    std::vector<std::pair<std::size_t, std::size_t>> places_;
    Score score_;
};

}  // namespace breakwire::harness
