#include "harness/prove/prover.hpp"

#include <gmock/gmock.h>

#include "harness/cli/loading.hpp"
#include "harness/cli/toy_files.hpp"

namespace breakwire::harness {
namespace {

using reports::Verdict;
using testing::ElementsAre;
using testing::HasSubstr;

/// A worker that finds something wrong where the names of case and lie say so.
int judge_by_name(const CaseJob& job, WorkerReport&) {
    reports::CaseResult result = blank_result(job);
    result.verdict = Verdict::passed;
    if (job.lie) result.lie_hits = job.lie->id == "toy/untold" ? 0 : 1;
    const bool strict = job.id.find("strict") != std::string::npos;
    const bool noticed = job.lie && job.lie->id == "toy/gross" && strict;
    const bool paranoid = job.id.find("paranoid") != std::string::npos;
    if (noticed || paranoid) {
        result.verdict = Verdict::failed;
        result.reason = "caught";
        result.findings.push_back(
            {reports::Finding::Kind::law, "v5/1.1.1-1", "", "", false, {}, {}, {}});
    }
    write_result(result);
    return 0;
}

class ProverTest : public testing::Test {
protected:
    Score prove(const std::vector<const char*>& names, const std::vector<std::string>& scenarios,
                bool exhaustive = false) {
        Mistakes mistakes;
        brokers.read((files.folder() / "broker.yaml").string(), mistakes);
        std::vector<std::string> paths;
        for (const std::string& name : scenarios) paths.push_back(files.scenario(name).string());
        const auto cases = multiply(load_scenarios(paths, brokers.file(), {}, mistakes));
        EXPECT_TRUE(mistakes.empty());
        CaseJobs jobs(brokers, {TimeMode{}});
        Prover::Settings settings;
        settings.exhaustive = exhaustive;
        settings.jobs = 2;
        settings.keep = keep;
        settings.folder = files.folder() / "trials";
        settings.decided = [this](const LieScore& lie) { decided.push_back(lie.lie->id); };
        return Prover(lies(names), cases, jobs, {}, judge_by_name, settings).perform();
    }

    static std::vector<std::shared_ptr<const scenarios::BrokerLie>> lies(
        const std::vector<const char*>& names) {
        std::vector<std::shared_ptr<const scenarios::BrokerLie>> out;
        for (const char* name : names) {
            scenarios::BrokerLie lie;
            lie.id = name;
            lie.sentence = name;
            out.push_back(std::make_shared<const scenarios::BrokerLie>(std::move(lie)));
        }
        return out;
    }
    static std::vector<std::string> tried(const LieScore& lie) {
        std::vector<std::string> out;
        for (const Trial& trial : lie.trials) out.push_back(trial.case_id);
        return out;
    }

    ToyFiles files;
    BrokerChoice brokers;
    std::vector<std::string> decided;
    bool keep = false;  ///< run folders
};

TEST_F(ProverTest, TriesCasesUntilOneCatchesTheLie) {
    const Score score = prove({"toy/gross"}, {"a", "strict", "z"});
    EXPECT_EQ(score.exit_code(), 0);
    EXPECT_THAT(decided, ElementsAre("toy/gross"));
    // The second round runs two.
    EXPECT_THAT(tried(score.lies.at(0)), ElementsAre("a[3.1.1]", "strict[3.1.1]", "z[3.1.1]"));
    EXPECT_EQ(score.lies.at(0).first(TrialOutcome::caught)->case_id, "strict[3.1.1]");
}

TEST_F(ProverTest, SaysHowATrialIsRepeated) {
    keep = true;
    prove({"toy/gross"}, {"strict"});
    EXPECT_THAT(read_text(files.folder() / "trials/toy/gross/strict[3.1.1]/case.json"),
                HasSubstr("breakwire prove --lie toy/gross --case 'strict[3.1.1]'"));
}

TEST_F(ProverTest, RunsTheHonestBrokerWhereALieWasCaught) {
    const Score score = prove({"toy/gross"}, {"strict", "a", "z"});
    EXPECT_EQ(score.honest_cases, 1U);
    EXPECT_THAT(tried(score.lies.at(0)), ElementsAre("strict[3.1.1]"));
    EXPECT_TRUE(score.false_alarms.empty());
}

TEST_F(ProverTest, FindsThatACaseWouldFailAnybody) {
    const Score score = prove({"toy/subtle"}, {"paranoid"});
    ASSERT_EQ(score.false_alarms.size(), 1U);
    EXPECT_EQ(score.false_alarms.at(0).case_id, "paranoid[3.1.1]");
    EXPECT_EQ(score.exit_code(), 1);
}

TEST_F(ProverTest, TellsEscapedFromUntold) {
    const Score score = prove({"toy/subtle", "toy/untold"}, {"a", "b"});
    EXPECT_EQ(score.count(TrialOutcome::escaped), 1U);
    EXPECT_EQ(score.count(TrialOutcome::untold), 1U);
    EXPECT_EQ(score.honest_cases, 0U);
    EXPECT_EQ(score.exit_code(), 1);
}

TEST_F(ProverTest, TriesEverythingIfItIsToBeExhaustive) {
    const Score score = prove({"toy/gross", "toy/subtle"}, {"a", "strict", "z"}, true);
    for (const LieScore& lie : score.lies) EXPECT_EQ(lie.trials.size(), 3U);
    EXPECT_EQ(score.honest_cases, 3U);
    EXPECT_THAT(decided, ElementsAre("toy/gross", "toy/subtle"));
}

TEST_F(ProverTest, LeavesNoRunFoldersBehind) {
    prove({"toy/gross"}, {"strict"});
    EXPECT_FALSE(std::filesystem::exists(files.folder() / "trials/toy/gross/strict[3.1.1]"));
}

TEST_F(ProverTest, TellsNoLieOfWhichTheBrokerIsNotCapable) {
    scenarios::BrokerLie lie;
    lie.id = "toy/gross";
    lie.abilities = {"levitation"};
    Mistakes mistakes;
    const auto cases =
        multiply(load_scenarios({files.scenario("strict").string()}, nullptr, {}, mistakes));
    brokers.read((files.folder() / "broker.yaml").string(), mistakes);
    CaseJobs jobs(brokers, {TimeMode{}});
    const Score score = Prover({std::make_shared<const scenarios::BrokerLie>(lie)}, cases, jobs, {},
                               judge_by_name, {})
                            .perform();
    EXPECT_EQ(score.lies.at(0).fitting, 0U);
    EXPECT_EQ(score.lies.at(0).outcome(), TrialOutcome::untold);
    EXPECT_EQ(score.exit_code(), 3);
}

}  // namespace
}  // namespace breakwire::harness
