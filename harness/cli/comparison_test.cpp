#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/cli/compare.hpp"

namespace breakwire::harness {
namespace {

using reports::CaseResult;
using reports::Finding;
using reports::Verdict;
using testing::HasSubstr;
using testing::Not;

CaseResult ended(const std::string& id, Verdict verdict, const std::string& broken_sentence = {}) {
    CaseResult result;
    result.id = id;
    result.verdict = verdict;
    Finding held;
    held.expected = "what holds";
    held.held = true;
    result.findings.push_back(held);
    if (broken_sentence.empty()) return result;
    Finding broken;
    broken.id = broken.expected = broken_sentence;
    broken.seen = "nothing";
    result.findings.push_back(broken);
    return result;
}

struct ComparisonTest : testing::Test {
    Comparison comparison{{"mosquitto", "other.yaml"}};
};

TEST_F(ComparisonTest, ShowsACaseWhoseVerdictsDiffer) {
    comparison.add(0, ended("a[5.0]", Verdict::passed));
    comparison.add(1, ended("a[5.0]", Verdict::failed, "the will comes"));
    EXPECT_EQ(comparison.text(),
              "case    mosquitto       other.yaml    \n"
              "a[5.0]  passed          failed        \n"
              "    other.yaml: expected the will comes\n"
              "                seen nothing\n"
              "1 of 1 cases came to a verdict on two brokers at least; 1 differs\n");
}

TEST_F(ComparisonTest, LeavesOutWhatIsTheSame) {
    comparison.add(0, ended("a", Verdict::failed, "the will comes"));
    comparison.add(1, ended("a", Verdict::failed, "the will comes"));
    EXPECT_EQ(comparison.text(),
              "1 of 1 cases came to a verdict on two brokers at least; 0 differ\n");
}

TEST_F(ComparisonTest, TellsApartTwoThatBreakDifferentThings) {
    comparison.add(0, ended("a", Verdict::known, "the will comes"));
    comparison.add(1, ended("a", Verdict::known, "the session is kept"));
    EXPECT_THAT(comparison.text(), HasSubstr("the will comes"));
    EXPECT_THAT(comparison.text(), HasSubstr("the session is kept"));
}

TEST_F(ComparisonTest, TakesSkippedAndInconclusiveCasesForNoDifference) {
    comparison.add(0, ended("a", Verdict::passed));
    comparison.add(1, ended("a", Verdict::skipped));
    comparison.add(0, ended("b", Verdict::inconclusive));
    comparison.add(1, ended("b", Verdict::failed, "the will comes"));
    comparison.add(0, ended("c", Verdict::passed));
    EXPECT_EQ(comparison.text(),
              "0 of 3 cases came to a verdict on two brokers at least; 0 differ\n");
}

}  // namespace
}  // namespace breakwire::harness
