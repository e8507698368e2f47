#include "harness/prove/trial.hpp"

#include <gmock/gmock.h>

namespace breakwire::harness {
namespace {

using reports::CaseResult;
using reports::Finding;
using reports::Verdict;
using testing::ElementsAre;
using testing::IsEmpty;

Finding broken(Finding::Kind kind, const std::string& id) {
    return {kind, id, "what " + id + " says", "", false, {"a.yaml", 3, 5}, {}, {}};
}

CaseResult result(Verdict verdict, std::vector<Finding> findings = {}, std::uint64_t hits = 2) {
    CaseResult result;
    result.id = "will/a[5.0]";
    result.broker = "mosquitto 2.0.11";
    result.verdict = verdict;
    result.findings = std::move(findings);
    result.lie = "will/dropped";
    result.lie_hits = hits;
    return result;
}

Trial judged(const CaseResult& result, const Deviations& known = {}) {
    return judge_trial(result, result.id, known);
}

TEST(Trial, IsCaughtByLawsAndChecksByName) {
    const Trial trial = judged(result(Verdict::failed, {broken(Finding::Kind::law, "v5/3.1.2-8"),
                                                        broken(Finding::Kind::law, "v5/3.1.2-8"),
                                                        broken(Finding::Kind::expectation, "2")}));
    EXPECT_EQ(trial.outcome, TrialOutcome::caught);
    EXPECT_EQ(trial.lie, "will/dropped");
    EXPECT_THAT(trial.laws, ElementsAre("v5/3.1.2-8"));
    EXPECT_THAT(trial.checks, ElementsAre("what 2 says (a.yaml:3:5)"));
}

TEST(Trial, EscapesWhereItWasToldAndNothingWasFound) {
    EXPECT_EQ(judged(result(Verdict::passed)).outcome, TrialOutcome::escaped);
}

TEST(Trial, IsNotToldWhereItNeverMadeADifference) {
    EXPECT_EQ(judged(result(Verdict::passed, {}, 0)).outcome, TrialOutcome::untold);
    const auto other = broken(Finding::Kind::law, "v5/3.1.2-8");
    EXPECT_EQ(judged(result(Verdict::failed, {other}, 0)).outcome, TrialOutcome::untold);
}

TEST(Trial, IsNotCaughtByAKnownDeviation) {
    const auto law = broken(Finding::Kind::law, "v5/3.1.2-8");
    Deviation deviation;
    deviation.case_id = "will/*";
    deviation.finding = "v5/3.1.2-8";
    deviation.reason = "because";
    const Deviations known({deviation});
    const Trial trial = judged(result(Verdict::failed, {law}), known);
    EXPECT_EQ(trial.outcome, TrialOutcome::escaped);
    EXPECT_THAT(trial.laws, IsEmpty());
    const Trial more =
        judged(result(Verdict::failed, {law, broken(Finding::Kind::expectation, "2")}), known);
    EXPECT_EQ(more.outcome, TrialOutcome::caught);
    EXPECT_THAT(more.laws, IsEmpty());
}

TEST(Trial, IsUnclearWhereNothingWasProved) {
    EXPECT_EQ(judged(result(Verdict::inconclusive)).outcome, TrialOutcome::unclear);
    const auto death = broken(Finding::Kind::environment, "broker");
    EXPECT_EQ(judged(result(Verdict::failed, {death})).outcome, TrialOutcome::unclear);
}

TEST(Trial, RemembersACrashedWorker) {
    EXPECT_TRUE(judged(result(Verdict::error)).bug);
    EXPECT_FALSE(judged(result(Verdict::failed)).bug);
}

}  // namespace
}  // namespace breakwire::harness
