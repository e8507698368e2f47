#include "harness/campaign/stored_campaigns.hpp"

#include <gtest/gtest.h>

#include "harness/brokers/text_file.hpp"
#include "harness/runner/scratch.hpp"
#include "harness/runner/worker.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

using reports::Verdict;

/// Two shards of one campaign, each with a journal of its own.
class StoredShards : public testing::Test {
protected:
    void journal(const std::string& shard, std::initializer_list<JournalEntry> entries) const {
        const std::filesystem::path at = folder.path() / shard;
        std::filesystem::create_directories(at);
        reports::CaseResult about;
        about.id = "storm[5.0]";
        about.scenario = "All is well";
        about.mqtt = "5.0";
        Journal journal(at / journal_file, {{"version", "1"}}, {{about.id, to_json(about)}});
        for (const JournalEntry& entry : entries) journal.add(entry);
    }
    static JournalEntry entry(std::uint64_t seed, Verdict verdict) {
        JournalEntry entry{"storm[5.0]#seed" + std::to_string(seed), seed, verdict};
        entry.faults = 3;
        if (verdict == Verdict::passed) return entry;
        entry.breaches = {{"v5/4.3.3-10", "got twice"}};
        entry.reason = "v5/4.3.3-10: sensor got it twice";
        entry.repeat = "breakwire run storm.yaml --seed " + std::to_string(seed);
        return entry;
    }

    ScratchFolder folder;
    StoredCampaigns stored;
};

TEST_F(StoredShards, AreOneCampaign) {
    journal("1", {entry(1, Verdict::passed), entry(3, Verdict::failed)});
    journal("2", {entry(2, Verdict::failed)});
    add_campaigns_below(folder.path(), stored);
    ASSERT_EQ(stored.results.size(), 3U);
    const Tally tally = stored.tally();
    EXPECT_EQ(tally.done(), 3U);
    EXPECT_EQ(tally.exit_code(), 1);
    EXPECT_EQ(tally.findings(),
              "faults: 9 drawn, 0 of them touched nothing\n"
              "v5/4.3.3-10: got twice\n"
              "  2 seeds, 2 first\n"
              "  breakwire run storm.yaml --seed 2\n");
}

TEST_F(StoredShards, SayOfACaseWhatResultsSay) {
    journal("1", {entry(3, Verdict::failed)});
    add_campaigns_below(folder.path(), stored);
    ASSERT_EQ(stored.results.size(), 1U);
    const reports::CaseResult& result = stored.results.front();
    EXPECT_EQ(result.id, "storm[5.0]#seed3");
    EXPECT_EQ(result.scenario, "All is well");
    EXPECT_EQ(result.mqtt, "5.0");
    EXPECT_EQ(result.seed, 3U);
    EXPECT_EQ(result.verdict, Verdict::failed);
    EXPECT_EQ(result.reason, "v5/4.3.3-10: sensor got it twice");
    ASSERT_EQ(result.findings.size(), 1U);
    EXPECT_EQ(result.findings.front().id, "v5/4.3.3-10");
}

TEST_F(StoredShards, SayWhatWasMeasured) {
    JournalEntry measured = entry(1, Verdict::passed);
    measured.measures = {{"delay", "s", 0.25}};
    journal("1", {measured});
    add_campaigns_below(folder.path(), stored);
    ASSERT_EQ(stored.results.front().measures.size(), 1U);
    EXPECT_EQ(stored.results.front().measures.front().value, 0.25);
}

TEST_F(StoredShards, LeaveWhatHasARunFolderToIt) {
    journal("1", {entry(3, Verdict::failed)});
    const std::filesystem::path run = folder.path() / "1" / "storm[5.0]#seed3";
    std::filesystem::create_directories(run);
    write_text(run / result_file, "{}");
    add_campaigns_below(folder.path(), stored);
    EXPECT_TRUE(stored.results.empty());
    EXPECT_EQ(stored.cases.size(), 1U);
}

TEST_F(StoredShards, HaveTheLastWordOfWhatWasTriedAgain) {
    journal("1", {entry(1, Verdict::error), entry(1, Verdict::passed)});
    add_campaigns_below(folder.path(), stored);
    EXPECT_EQ(stored.tally().count(Verdict::passed), 1U);
    EXPECT_EQ(stored.tally().exit_code(), 0);
}

TEST_F(StoredShards, MayBeReadWhileTheyRun) {
    journal("1", {entry(1, Verdict::passed), entry(2, Verdict::passed)});
    const std::filesystem::path file = folder.path() / "1" / journal_file;
    const std::string whole = read_text(file);
    write_text(file, whole.substr(0, whole.size() - 5));
    add_campaigns_below(folder.path(), stored);
    EXPECT_EQ(stored.cases.size(), 1U);
}

TEST_F(StoredShards, AreNamedIfTheyAreSomethingElse) {
    write_text(folder.path() / journal_file, "notes\n");
    EXPECT_THROW(add_campaigns_below(folder.path(), stored), ConfigError);
}

}  // namespace
}  // namespace breakwire::harness
