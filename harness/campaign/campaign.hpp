#pragma once

#include <functional>

#include "harness/campaign/corpus.hpp"
#include "harness/campaign/journal.hpp"
#include "harness/campaign/live_line.hpp"
#include "harness/campaign/tally.hpp"
#include "harness/cli/case_jobs.hpp"
#include "harness/cli/deviations.hpp"
#include "harness/cli/seeds.hpp"
#include "harness/cli/shard.hpp"
#include "harness/runner/pool.hpp"

namespace breakwire::harness {

/// Runs cases with many seeds, each in a worker forked from this process, which has read everything
/// once. What is done stands in a journal and is not done again, unless it came to no verdict or
/// its worker ended before its time.
///
/// Records are written of failures alone, the first few of each breach. Of a failure in
/// virtual time that is no loss: its seed gives the same record again.
class Campaign final : private PoolListener {
public:
    struct Settings {
        SeedRange seeds;
        Shard shard;
        int jobs = 1;
        std::filesystem::path folder{};    ///< of run folders
        std::size_t records = 10;          ///< kept of each breach
        bool stop_at_first = false;        ///< no further case once one has failed
        bool keep = false;                 ///< all run folders, whatever the verdict
        MetricsServer* metrics = nullptr;  ///< told of what is run; may be null
        bool guided = false;  ///< schedules are mutations of those that showed something new
        std::function<std::string(const Case&)> repeat{};  ///< the command that repeats a case
        std::function<reports::Recipe(const scenarios::Scenario&)> recipe{};
    };

    /// What is borrowed must outlive it. `cases` without seeds: each is run with each of them.
    Campaign(std::vector<Case> cases, CaseJobs& jobs, Deviations known, WorkerBody run_case,
             Journal& journal, LiveLine& live, std::ostream& out, Settings settings);

    /// Returns whether it came to its end, rather than being interrupted.
    bool perform();

    const Tally& tally() const { return tally_; }
    /// Wall time of `perform`.
    std::chrono::duration<double> elapsed() const { return LiveLine::WallClock::now() - began_; }

private:
    bool run_rest();
    std::optional<CaseJob> next();
    /// A case with one of its seeds; in a guided campaign, its run of that number.
    struct Turn {
        const Case* one = nullptr;
        std::uint64_t ordinal = 0;
    };
    std::optional<Turn> next_turn();
    const JournalEntry* done(const Turn& turn) const;
    Case case_of(const Turn& turn);
    void learn_from_journal();
    CaseJob job_of(const Case& one);
    void progress(const reports::CaseProgress&) override {}
    void finished(const CaseJob& job, reports::CaseResult result) override;
    bool enough() const override { return settings_.stop_at_first && failed_; }
    bool is_worth_a_record(const CaseJob& job, reports::CaseResult result);
    bool wants_record(const JournalEntry& entry);
    void settle_folder(const CaseJob& job, reports::CaseResult& result, JournalEntry& entry);
    void tell(const JournalEntry& entry);

    std::vector<Case> cases_;
    CaseJobs& jobs_;
    Deviations known_;
    WorkerBody run_case_;
    Journal& journal_;
    LiveLine& live_;
    std::ostream& out_;
    Settings settings_;
    std::map<std::pair<std::string, std::uint64_t>, const JournalEntry*> done_;  ///< by turn
    std::map<std::string, Corpus> corpora_;  ///< by the case's name without its seed
    std::map<Breach, std::size_t> kept_;
    Tally tally_;
    std::uint64_t position_ = 0;  ///< counts cases, the first seed's first
    bool failed_ = false;
    LiveLine::WallClock::time_point began_{};
};

/// How many cases such a campaign has.
std::size_t cases_in(const SeedRange& seeds, std::size_t cases, const Shard& shard);

}  // namespace breakwire::harness
