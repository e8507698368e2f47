#include "harness/campaign/campaign.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "harness/brokers/text_file.hpp"
#include "harness/cli/kinds.hpp"
#include "harness/cli/toy_files.hpp"

namespace breakwire::harness {
namespace {

using reports::Verdict;
using testing::HasSubstr;

/// Seeds that can be divided by five fail; the others pass.
int fail_each_fifth(const CaseJob& job, WorkerReport&) {
    reports::CaseResult result = blank_result(job);
    result.verdict = job.seed % 5 == 0 ? Verdict::failed : Verdict::passed;
    if (result.verdict == Verdict::failed) {
        reports::Finding broken;
        broken.kind = reports::Finding::Kind::law;
        broken.id = "v311/4.3.3-2";
        broken.seen = "sensor got it twice";
        result.findings.push_back(broken);
    }
    result.drawn_faults = 2;
    write_result(result);
    return 0;
}

/// A run reaches one state for each digit of its seed, and one for each of its mutations.
int reach_states(const CaseJob& job, WorkerReport&) {
    reports::CaseResult result = blank_result(job);
    result.verdict = Verdict::passed;
    result.drawn_faults = 2;
    for (const char digit : std::to_string(job.seed)) {
        result.states.push_back(static_cast<unsigned char>(digit));
    }
    for (const std::uint64_t each : job.mutations) {
        result.states.push_back(1000 + static_cast<std::uint32_t>(each));
    }
    write_result(result);
    return 0;
}

/// Campaigns of one toy case, in this process, with one journal.
class CampaignOf : public testing::Test {
protected:
    CampaignOf() {
        Mistakes mistakes;
        brokers.read((files.folder() / "broker.yaml").string(), mistakes);
        auto scenarios =
            scenarios::load_scenarios(files.scenario("toy"), known_kinds().language(), mistakes);
        EXPECT_TRUE(mistakes.empty());
        cases = multiply(
            {{"toy", std::make_shared<const scenarios::Scenario>(std::move(scenarios.front()))}});
    }

    Campaign::Settings settings(SeedRange seeds) const {
        Campaign::Settings how;
        how.seeds = seeds;
        how.jobs = 2;
        how.folder = folder.path();
        how.repeat = [](const Case& one) {
            return "breakwire run toy.yaml --seed " + std::to_string(one.seed);
        };
        how.recipe = [](const scenarios::Scenario&) { return reports::Recipe{}; };
        return how;
    }

    /// Runs the campaign and returns the seeds of which the journal says that they fail.
    std::set<std::uint64_t> failing(const Campaign::Settings& how) {
        Journal journal(folder.path() / "journal.jsonl", {{"toy", 1}});
        LiveLine live(out, false);
        CaseJobs jobs(brokers, {parse_time_mode("wall"), false, 10s});
        Campaign campaign(cases, jobs, {}, run, journal, live, out, how);
        EXPECT_TRUE(campaign.perform());
        done = campaign.tally().done();
        std::set<std::uint64_t> seeds;
        for (const JournalEntry& entry : entries()) {
            if (entry.verdict == Verdict::failed) seeds.insert(entry.seed);
        }
        return seeds;
    }

    std::vector<JournalEntry> entries() const {
        std::vector<JournalEntry> all;
        std::istringstream lines(read_text(folder.path() / "journal.jsonl"));
        std::string line;
        std::getline(lines, line);
        while (std::getline(lines, line)) {
            all.push_back(journal_entry_from_json(nlohmann::json::parse(line)));
        }
        return all;
    }

    std::size_t run_folders() const {
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
            if (entry.path().filename() == result_file) ++count;
        }
        return count;
    }

    ToyFiles files;
    ScratchFolder folder;
    BrokerChoice brokers;
    std::vector<Case> cases;
    WorkerBody run = fail_each_fifth;
    std::ostringstream out;
    std::size_t done = 0;
};

TEST_F(CampaignOf, RunsEachSeedOnceAndTellsOfThoseThatFail) {
    EXPECT_EQ(failing(settings({1, 12})), (std::set<std::uint64_t>{5, 10}));
    EXPECT_EQ(done, 12U);
    EXPECT_EQ(entries().size(), 12U);
    EXPECT_THAT(out.str(), HasSubstr("failed       toy[3.1.1]#seed5  v311/4.3.3-2: got it twice\n"
                                     "  breakwire run toy.yaml --seed 5\n"));
}

TEST_F(CampaignOf, DoesNotDoAgainWhatIsDone) {
    failing(settings({1, 7}));
    out.str("");
    EXPECT_EQ(failing(settings({1, 12})), (std::set<std::uint64_t>{5, 10}));
    EXPECT_EQ(done, 12U);
    EXPECT_EQ(entries().size(), 12U);
    EXPECT_THAT(out.str(), testing::Not(HasSubstr("#seed5 ")));
}

TEST_F(CampaignOf, KeepsTheFirstFewRecordsOfEachBreach) {
    Campaign::Settings few = settings({1, 20});
    few.records = 2;
    EXPECT_EQ(failing(few).size(), 4U);
    EXPECT_EQ(run_folders(), 2U);
    EXPECT_EQ(failing(settings({21, 25})).size(), 5U);
    EXPECT_EQ(run_folders(), 3U);
}

TEST_F(CampaignOf, InShardsIsTheWholeOfIt) {
    for (std::size_t number = 1; number <= 3; ++number) {
        Campaign::Settings part = settings({1, 10});
        part.shard = {number, 3};
        failing(part);
        EXPECT_EQ(done, number == 1 ? 4U : 3U);
    }
    EXPECT_EQ(entries().size(), 10U);
}

TEST_F(CampaignOf, StopsAtTheFirstFailureIfItIsToldTo) {
    Campaign::Settings first = settings({1, 1000});
    first.stop_at_first = true;
    EXPECT_FALSE(failing(first).empty());
    EXPECT_LT(done, 20U);
}

/// The numbers of a guided campaign's runs: each once, whatever lineages were chosen.
std::set<std::uint64_t> ordinals(const std::vector<JournalEntry>& entries) {
    std::set<std::uint64_t> all;
    for (const JournalEntry& entry : entries) {
        EXPECT_TRUE(all.insert(Lineage{entry.seed, entry.mutations}.ordinal()).second) << entry.id;
    }
    return all;
}

TEST_F(CampaignOf, IfGuidedChangesWhatHasShownSomethingNew) {
    run = reach_states;
    Campaign::Settings how = settings({1, 40});
    how.guided = true;
    failing(how);
    std::size_t mutated = 0;
    std::set<std::uint32_t> states;
    for (const JournalEntry& entry : entries()) {
        if (!entry.mutations.empty()) ++mutated;
        for (const std::uint32_t state : entry.new_states) {
            EXPECT_TRUE(states.insert(state).second) << "new twice: " << state;
        }
    }
    EXPECT_EQ(ordinals(entries()).size(), 40U);
    EXPECT_GT(mutated, 20U);
    EXPECT_GT(states.size(), mutated);
}

TEST_F(CampaignOf, IfGuidedGoesOnWithWhatItHasLearntBefore) {
    run = reach_states;
    Campaign::Settings how = settings({1, 20});
    how.guided = true;
    failing(how);
    how.seeds = {1, 40};
    failing(how);
    EXPECT_EQ(done, 40U);
    EXPECT_EQ(ordinals(entries()).size(), 40U);
    std::set<std::uint32_t> states;
    for (const JournalEntry& entry : entries()) {
        for (const std::uint32_t state : entry.new_states) {
            EXPECT_TRUE(states.insert(state).second) << "new twice: " << state;
        }
    }
}

TEST_F(CampaignOf, NotesNewStatesWithoutBeingGuided) {
    run = reach_states;
    failing(settings({1, 12}));
    std::size_t states = 0;
    for (const JournalEntry& entry : entries()) {
        EXPECT_TRUE(entry.mutations.empty());
        states += entry.new_states.size();
    }
    EXPECT_EQ(states, 10U);
}

}  // namespace
}  // namespace breakwire::harness
