#include "harness/wiring/verdict.hpp"

#include <gtest/gtest.h>

namespace breakwire::harness {
namespace {

using reports::CaseResult;
using reports::Verdict;
using scenarios::StepOutcome;

sim::CheckEvent broken_check() { return {"4", "a will", "nothing", false, {}, {}}; }

scenarios::LawFinding broken_law() {
    return {
        "v5/3.1.2-8", "the will is published", 0, {{"v5/3.1.2-8", "no will", Instant{2s}, {1}}}};
}

class VerdictTest : public testing::Test {
protected:
    CaseResult judged() {
        CaseResult result;
        judge(result, end_, record_);
        return result;
    }
    sim::Recorder record_{[] { return Instant{1s}; }};
    CaseEnd end_;
};

TEST_F(VerdictTest, PassesACaseInWhichEverythingHeld) {
    record_.add(sim::CheckEvent{"4", "a will", "a will", true, {}, {}});
    EXPECT_EQ(judged().verdict, Verdict::passed);
}

TEST_F(VerdictTest, FailsOnABrokenExpectation) {
    record_.add(broken_check());
    EXPECT_EQ(judged().verdict, Verdict::failed);
    EXPECT_EQ(judged().reason, "expected: a will; seen: nothing");
}

TEST_F(VerdictTest, FailsOnABrokenLawEvenIfEveryExpectationHeld) {
    end_.laws = {broken_law()};
    EXPECT_EQ(judged().verdict, Verdict::failed);
    EXPECT_EQ(judged().reason, "v5/3.1.2-8: no will");
}

TEST_F(VerdictTest, IsInconclusiveIfAFaultNeverHit) {
    end_.never_hit = {"rst (thermometer)"};
    EXPECT_EQ(judged().verdict, Verdict::inconclusive);
}

TEST_F(VerdictTest, IsInconclusiveIfAStepCouldNotBeCarriedOut) {
    end_.outcome = StepOutcome::unworkable("not connected");
    end_.culprit = "publish thermometer";
    EXPECT_EQ(judged().verdict, Verdict::inconclusive);
    EXPECT_EQ(judged().reason, "publish thermometer: not connected");
}

TEST_F(VerdictTest, IsInconclusiveInsteadOfFailedWhereTimeRanTooLate) {
    record_.add(broken_check());
    end_.lateness = sim::Lateness{1ms, 10ms, 3s};
    end_.late_limit = 1s;
    EXPECT_EQ(judged().verdict, Verdict::inconclusive);
}

TEST_F(VerdictTest, PassesInSpiteOfLatenessIfEverythingHeld) {
    end_.lateness = sim::Lateness{1ms, 10ms, 3s};
    end_.late_limit = 1s;
    EXPECT_EQ(judged().verdict, Verdict::passed);
}

TEST_F(VerdictTest, BlamesTheSurroundingsBeforeAnythingElse) {
    record_.add(broken_check());
    end_.trouble = "the broker did not start";
    EXPECT_EQ(judged().verdict, Verdict::inconclusive);
    EXPECT_EQ(judged().reason, "the broker did not start");
}

TEST_F(VerdictTest, PutsWhatWasBrokenFirst) {
    record_.add(sim::CheckEvent{"2", "a session", "a session", true, {}, {}});
    record_.add(broken_check());
    EXPECT_FALSE(judged().findings.front().held);
}

}  // namespace
}  // namespace breakwire::harness
