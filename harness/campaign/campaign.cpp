#include "harness/campaign/campaign.hpp"

#include <fmt/format.h>

namespace breakwire::harness {

namespace {

using reports::Verdict;

/// What is known breaks nothing in a case that breaks something else.
JournalEntry entry_of(const CaseJob& job, const reports::CaseResult& result,
                      const Deviations& known) {
    JournalEntry entry;
    entry.id = job.id;
    entry.seed = job.seed;
    entry.mutations = job.mutations;
    entry.verdict = result.verdict;
    entry.faults = result.drawn_faults;
    entry.missed = result.missed_faults;
    entry.measures = result.measures;
    if (result.verdict == Verdict::passed) return entry;
    entry.breaches = result.verdict == Verdict::known
                         ? breaches_of(result, device_names(*job.scenario))
                         : unknown_breaches(result, *job.scenario, known);
    entry.reason = result.reason;
    entry.repeat = job.repeat;
    return entry;
}

void remove_folder(const std::filesystem::path& folder, const std::filesystem::path& root) {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    for (auto parent = folder.parent_path(); parent != root; parent = parent.parent_path()) {
        if (!std::filesystem::remove(parent, ignored)) return;  // others are in it
    }
}

}  // namespace

std::size_t cases_in(const SeedRange& seeds, std::size_t cases, const Shard& shard) {
    const std::size_t all = (seeds.last - seeds.first + 1) * cases;
    return all / shard.count + (all % shard.count >= shard.number ? 1 : 0);
}

Campaign::Campaign(std::vector<Case> cases, CaseJobs& jobs, Deviations known, WorkerBody run_case,
                   Journal& journal, LiveLine& live, std::ostream& out, Settings settings)
    : cases_(std::move(cases)),
      jobs_(jobs),
      known_(std::move(known)),
      run_case_(std::move(run_case)),
      journal_(journal),
      live_(live),
      out_(out),
      settings_(std::move(settings)),
      tally_(cases_in(settings_.seeds, cases_.size(), settings_.shard)) {
    learn_from_journal();
}

void Campaign::learn_from_journal() {
    for (const auto& [id, entry] : journal_.settled()) {
        const Lineage lineage{entry.seed, entry.mutations};
        const std::string one = case_name(id);
        done_.emplace(std::pair(one, lineage.ordinal()), &entry);
        corpora_[one].add(lineage, entry.new_states);
        if (!entry.kept) continue;
        for (const Breach& breach : entry.breaches) ++kept_[breach];
    }
}

bool Campaign::perform() {
    began_ = LiveLine::WallClock::now();
    // The journal may hold more: seeds and shards that are not asked for this time.
    while (const auto turn = next_turn()) {
        if (const JournalEntry* entry = done(*turn)) tally_.add(*entry, false);
    }
    position_ = 0;
    const bool complete = run_rest();
    live_.clear();
    return complete;
}

bool Campaign::run_rest() {
    Guardian guardian;
    Pool pool(guardian, run_case_, settings_.jobs);
    if (settings_.metrics != nullptr) {
        settings_.metrics->metrics().planned(tally_.total() - tally_.done());
        pool.tell(*settings_.metrics);
    }
    return pool.run([this] { return next(); }, *this);
}

/// Seed after seed, so that a campaign that is cut short has seen all cases equally often.
std::optional<Campaign::Turn> Campaign::next_turn() {
    const std::uint64_t all = (settings_.seeds.last - settings_.seeds.first + 1) * cases_.size();
    while (position_ < all) {
        const std::uint64_t at = position_++;
        if (at % settings_.shard.count != settings_.shard.number - 1) continue;
        return Turn{&cases_[at % cases_.size()], settings_.seeds.first + at / cases_.size()};
    }
    return std::nullopt;
}

const JournalEntry* Campaign::done(const Turn& turn) const {
    const auto found = done_.find({turn.one->id, turn.ordinal});
    return found == done_.end() ? nullptr : found->second;
}

Case Campaign::case_of(const Turn& turn) {
    const Lineage lineage =
        settings_.guided ? corpora_[turn.one->id].choose(turn.ordinal) : Lineage{turn.ordinal};
    Case one = *turn.one;
    one.seed = lineage.seed;
    one.mutations = lineage.mutations;
    one.id += "#seed" + lineage.text();
    return one;
}

std::optional<CaseJob> Campaign::next() {
    while (const auto turn = next_turn()) {
        if (done(*turn) == nullptr) return job_of(case_of(*turn));
    }
    return std::nullopt;
}

CaseJob Campaign::job_of(const Case& one) {
    CaseJob job = jobs_.make(one);
    job.repeat = settings_.repeat(one);
    job.folder = settings_.folder / job.id;
    // On the wall clock a seed does not give the same record again.
    const bool again = job.mode.jumps() && !settings_.keep;
    job.recording = again ? Recording::of_failures : Recording::as_it_happens;
    job.worth_a_record = [this](const CaseJob& failed, const reports::CaseResult& result) {
        return is_worth_a_record(failed, result);
    };
    return job;
}

void Campaign::finished(const CaseJob& job, reports::CaseResult result) {
    known_.judge(result);
    if (settings_.metrics != nullptr) settings_.metrics->metrics().finished(job.id, result.verdict);
    JournalEntry entry = entry_of(job, result, known_);
    entry.new_states = corpora_[case_name(job.id)].add({job.seed, job.mutations}, result.states);
    settle_folder(job, result, entry);
    // The journal comes last: what it says is done is done.
    journal_.add(entry);
    tally_.add(entry, true);
    failed_ = failed_ || has_failed(result);
    tell(entry);
}

/// In the worker, which knows what was kept when it was forked.
bool Campaign::is_worth_a_record(const CaseJob& job, reports::CaseResult result) {
    known_.judge(result);
    return wants_record(entry_of(job, result, known_));
}

bool Campaign::wants_record(const JournalEntry& entry) {
    if (settings_.keep) return true;
    if (entry.verdict != Verdict::failed && entry.verdict != Verdict::error) return false;
    bool wanted = false;
    for (const Breach& breach : entry.breaches) {
        wanted = wanted || kept_[breach] < settings_.records;
    }
    return wanted;
}

void Campaign::settle_folder(const CaseJob& job, reports::CaseResult& result, JournalEntry& entry) {
    entry.kept = wants_record(entry);
    if (!entry.kept) return remove_folder(job.folder, settings_.folder);
    for (const Breach& breach : entry.breaches) ++kept_[breach];
    result.recipe = settings_.recipe(*job.scenario);
    if (std::filesystem::exists(job.folder)) write_result(result);
}

void Campaign::tell(const JournalEntry& entry) {
    if (entry.verdict == Verdict::failed || entry.verdict == Verdict::error) {
        live_.clear();
        out_ << fmt::format("{:<12} {}  {}\n  {}\n", reports::to_string(entry.verdict), entry.id,
                            entry.breaches.empty() ? entry.reason : entry.breaches.front().text(),
                            entry.repeat)
             << std::flush;
    }
    live_.show(tally_.line(elapsed()), LiveLine::WallClock::now());
}

}  // namespace breakwire::harness
