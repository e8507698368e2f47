#include "harness/campaign/journal.hpp"

#include <gtest/gtest.h>

#include "harness/brokers/text_file.hpp"
#include "harness/runner/scratch.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

class JournalOf : public testing::Test {
protected:
    JournalEntry failed(std::uint64_t seed) const {
        JournalEntry entry{"storm[5.0]#seed" + std::to_string(seed), seed};
        entry.verdict = reports::Verdict::failed;
        entry.breaches = {{"v5/4.3.3-10", "got twice"}};
        entry.reason = "it came twice";
        entry.repeat = "breakwire run storm.yaml";
        entry.faults = 5;
        entry.missed = 2;
        entry.kept = true;
        return entry;
    }
    std::string mistake(const nlohmann::json& other) const {
        try {
            Journal journal(file, other);
        } catch (const std::exception& problem) {
            const std::string what = problem.what();
            const std::size_t at = what.find(file.string());
            return at == std::string::npos
                       ? what
                       : what.substr(0, at) + "FILE" + what.substr(at + file.string().size());
        }
        return "";
    }

    ScratchFolder folder;
    std::filesystem::path file = folder.path() / "journal.jsonl";
    nlohmann::json campaign{{"broker", "mosquitto"}, {"version", "1"}};
};

TEST_F(JournalOf, ACampaignKeepsWhatIsDone) {
    {
        Journal journal(file, campaign);
        EXPECT_TRUE(journal.settled().empty());
        JournalEntry passed{"storm[5.0]#seed1", 1};
        passed.verdict = reports::Verdict::passed;
        journal.add(passed);
        journal.add(failed(2));
    }
    const Journal again(file, campaign);
    ASSERT_EQ(again.settled().size(), 2U);
    EXPECT_EQ(again.settled().at("storm[5.0]#seed1").verdict, reports::Verdict::passed);
    const JournalEntry& second = again.settled().at("storm[5.0]#seed2");
    EXPECT_EQ(second.id, "storm[5.0]#seed2");
    EXPECT_EQ(second.seed, 2U);
    EXPECT_EQ(second.verdict, reports::Verdict::failed);
    EXPECT_EQ(second.breaches.front().text(), "v5/4.3.3-10: got twice");
    EXPECT_EQ(second.reason, "it came twice");
    EXPECT_EQ(second.repeat, "breakwire run storm.yaml");
    EXPECT_EQ(second.faults, 5U);
    EXPECT_EQ(second.missed, 2U);
    EXPECT_TRUE(second.kept);
}

TEST_F(JournalOf, ACampaignThatWasKilledLosesItsLastLineAlone) {
    {
        Journal journal(file, campaign);
        journal.add(failed(1));
        journal.add(failed(2));
    }
    const std::string whole = read_text(file);
    const std::size_t last = whole.rfind('\n', whole.size() - 2) + 1;
    for (std::size_t size = last; size < whole.size(); ++size) {
        write_text(file, whole.substr(0, size));
        Journal journal(file, campaign);
        ASSERT_EQ(journal.settled().size(), 1U) << size;
        journal.add(failed(3));
        ASSERT_EQ(read_text(file).substr(0, last), whole.substr(0, last));
    }
    const Journal again(file, campaign);
    ASSERT_EQ(again.settled().size(), 2U);
    EXPECT_EQ(again.settled().rbegin()->second.seed, 3U);
}

TEST_F(JournalOf, ACampaignThatWasKilledInItsFirstLineBeginsAnew) {
    { Journal journal(file, campaign); }
    const std::string whole = read_text(file);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        write_text(file, whole.substr(0, size));
        { const Journal journal(file, campaign); }
        ASSERT_EQ(read_text(file), whole) << size;
    }
}

TEST_F(JournalOf, ACaseThatCameToNoVerdictIsNotSettled) {
    using reports::Verdict;
    for (const Verdict verdict : {Verdict::inconclusive, Verdict::error}) {
        std::filesystem::remove(file);
        JournalEntry entry = failed(1);
        entry.verdict = verdict;
        {
            Journal journal(file, campaign);
            journal.add(entry);
            journal.add(failed(2));
        }
        {
            Journal again(file, campaign);
            EXPECT_EQ(again.settled().size(), 1U) << to_string(verdict);
            again.add(failed(1));
        }
        const Journal at_last(file, campaign);
        EXPECT_EQ(at_last.settled().at("storm[5.0]#seed1").verdict, Verdict::failed);
    }
}

TEST_F(JournalOf, ACampaignSaysWhatItsCasesAre) {
    { const Journal journal(file, campaign, {{"storm[5.0]", {{"scenario", "All is well"}}}}); }
    const JournalText text = parse_journal(read_text(file), file);
    EXPECT_TRUE(text.begun());
    EXPECT_EQ(text.campaign, campaign);
    EXPECT_EQ(text.cases["storm[5.0]"]["scenario"], "All is well");
}

TEST_F(JournalOf, OneCampaignIsNotTakenForAnothers) {
    { Journal journal(file, campaign); }
    EXPECT_EQ(mistake({{"broker", "aedes"}, {"version", "1"}}),
              "error: FILE: is of another campaign: broker is \"aedes\", was \"mosquitto\"; "
              "--fresh begins anew, --output names another folder");
    EXPECT_EQ(mistake(campaign), "");
}

TEST_F(JournalOf, SomebodyElseIsLeftAlone) {
    write_text(file, "notes\n");
    EXPECT_EQ(mistake(campaign), "error: FILE: is no journal of a campaign");
    EXPECT_EQ(read_text(file), "notes\n");
}

TEST_F(JournalOf, AFileWithADamagedLineIsNamed) {
    { Journal journal(file, campaign); }
    write_text(file, read_text(file) + "{\"case\": 3}\n");
    EXPECT_EQ(mistake(campaign).rfind("error: FILE:2: is no line of a journal: ", 0), 0U)
        << mistake(campaign);
}

TEST_F(JournalOf, TwoCampaignsAreNotOneFile) {
    const Journal journal(file, campaign);
    EXPECT_EQ(mistake(campaign), "FILE: another campaign is at work on it");
}

TEST(JournalEntry, KeepsMutationsAndTheStatesThatWereNew) {
    JournalEntry entry{"storm[5.0]#seed1+7", 1, Verdict::passed};
    entry.mutations = {7};
    entry.new_states = {3, 1'000'000};
    const JournalEntry again = journal_entry_from_json(to_json(entry));
    EXPECT_EQ(again.mutations, entry.mutations);
    EXPECT_EQ(again.new_states, entry.new_states);
}

TEST(JournalEntry, KeepsWhatWasMeasured) {
    JournalEntry entry{"storm[5.0]#seed1", 1, Verdict::passed};
    entry.measures = {{"delay", "s", 0.25}, {"loss", "share", std::nullopt}};
    const JournalEntry again = journal_entry_from_json(to_json(entry));
    ASSERT_EQ(again.measures.size(), 2U);
    EXPECT_EQ(again.measures.front().value, 0.25);
    EXPECT_EQ(again.measures.back().value, std::nullopt);
}

}  // namespace
}  // namespace breakwire::harness
