#include "harness/prove/prover.hpp"

#include <algorithm>
#include <chrono>
#include <set>

#include "harness/cli/shell_word.hpp"
#include "harness/cli/told_lie.hpp"
#include "harness/prove/line_up.hpp"

namespace breakwire::harness {

namespace {

constexpr const char* honest_folder = "honest";

}  // namespace

Prover::Prover(std::vector<std::shared_ptr<const scenarios::BrokerLie>> lies,
               std::vector<Case> cases, CaseJobs& jobs, const Deviations& known,
               WorkerBody run_case, Settings settings)
    : cases_(std::move(cases)),
      jobs_(jobs),
      known_(known),
      run_case_(std::move(run_case)),
      settings_(std::move(settings)) {
    for (auto& lie : lies) {
        suspects_.push_back(suspect(*lie));
        score_.lies.push_back({std::move(lie)});
        score_.lies.back().fitting = suspects_.back().cases.size();
    }
}

/// The line-up, without the cases that cannot be run.
Prover::Suspect Prover::suspect(const scenarios::BrokerLie& lie) {
    Suspect suspect;
    for (const std::size_t number : line_up(lie, cases_)) {
        if (!can_run(number)) continue;
        if (!lacks_ability(lie, jobs_.make(cases_[number]).traits)) {
            suspect.cases.push_back(number);
        }
    }
    return suspect;
}

bool Prover::can_run(std::size_t number) {
    const auto known = can_run_.find(number);
    if (known != can_run_.end()) return known->second;
    return can_run_[number] = jobs_.obstacle(jobs_.make(cases_[number])).empty();
}

Score Prover::perform() {
    const auto began = std::chrono::steady_clock::now();
    score_.interrupted = !tell_lies() || !be_honest();
    score_.wall = std::chrono::steady_clock::now() - began;
    return score_;
}

bool Prover::tell_lies() {
    std::size_t cases_each = settings_.exhaustive ? cases_.size() : 1;
    for (;; cases_each *= 2) {
        const std::vector<CaseJob> round = next_round(cases_each);
        if (round.empty()) return true;
        if (!run(round)) return false;
        for (std::size_t i = 0; i < suspects_.size(); ++i) decide(i);
    }
}

std::vector<CaseJob> Prover::next_round(std::size_t cases_each) {
    std::vector<CaseJob> round;
    for (std::size_t i = 0; i < suspects_.size(); ++i) {
        Suspect& each = suspects_[i];
        if (each.decided) continue;
        const std::size_t end = std::min(each.next + cases_each, each.cases.size());
        for (; each.next < end; ++each.next) {
            CaseJob job = job_of(each.cases[each.next], score_.lies[i].lie->id);
            job.lie = score_.lies[i].lie;
            job.repeat = settings_.command + " --lie " + shell_word(job.lie->id) + " --case " +
                         shell_word(job.id);
            job.index = places_.size();
            places_.emplace_back(i, score_.lies[i].trials.size());
            score_.lies[i].trials.push_back({job.lie->id, job.id});
            round.push_back(std::move(job));
        }
    }
    return round;
}

void Prover::decide(std::size_t lie) {
    Suspect& suspect = suspects_[lie];
    const LieScore& score = score_.lies[lie];
    const bool over = suspect.next == suspect.cases.size() ||
                      (score.outcome() == TrialOutcome::caught && !settings_.exhaustive);
    if (suspect.decided || !over) return;
    suspect.decided = true;
    if (settings_.decided) settings_.decided(score);
}

bool Prover::be_honest() {
    std::set<std::string> wanted;
    for (const LieScore& lie : score_.lies) {
        for (const Trial& trial : lie.trials) {
            if (trial.outcome == TrialOutcome::caught) wanted.insert(trial.case_id);
        }
    }
    std::vector<CaseJob> jobs;
    for (std::size_t i = 0; i < cases_.size(); ++i) {
        const bool needed = settings_.exhaustive || wanted.contains(cases_[i].id);
        if (needed && can_run(i)) jobs.push_back(job_of(i, honest_folder));
    }
    score_.honest_cases = jobs.size();
    const bool complete = run(jobs);
    std::ranges::sort(score_.false_alarms, {}, &FalseAlarm::case_id);
    return complete;
}

CaseJob Prover::job_of(std::size_t number, const std::string& folder) {
    CaseJob job = jobs_.make(cases_[number]);
    job.folder = settings_.folder / folder / job.id;
    return job;
}

bool Prover::run(const std::vector<CaseJob>& jobs) {
    return Pool(guardian_, run_case_, settings_.jobs).run(jobs, *this);
}

void Prover::finished(const CaseJob& job, reports::CaseResult result) {
    score_.broker = result.broker;
    if (job.lie) {
        const auto [lie, trial] = places_[job.index];
        score_.lies[lie].trials[trial] = judge_trial(result, job.id, known_);
    } else {
        judge_honesty(std::move(result), job.id);
    }
    std::error_code ignored;
    if (!settings_.keep) std::filesystem::remove_all(job.folder, ignored);
}

void Prover::judge_honesty(reports::CaseResult result, const std::string& case_id) {
    using reports::Verdict;
    Deviations known = known_;
    known.judge(result);
    if (result.verdict == Verdict::passed || result.verdict == Verdict::known) return;
    score_.false_alarms.push_back(
        {case_id, result.reason, result.verdict == Verdict::inconclusive});
}

}  // namespace breakwire::harness
