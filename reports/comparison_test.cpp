#include "reports/comparison.hpp"

#include <gmock/gmock.h>

namespace breakwire::reports {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

CaseResult ended(const std::string& id, Verdict verdict, const std::string& reason = "") {
    CaseResult result;
    result.id = id;
    result.verdict = verdict;
    result.reason = reason;
    return result;
}

std::vector<std::string> told(const std::vector<CaseResult>& before,
                              const std::vector<CaseResult>& now) {
    std::vector<std::string> out;
    for (const Change& change : compare(before, now)) {
        out.push_back(change.id + " " + in_words(change));
    }
    return out;
}

TEST(Comparison, SaysNothingOfWhatEndedAsBefore) {
    const std::vector<CaseResult> run{ended("a", Verdict::passed),
                                      ended("b", Verdict::failed, "nothing came")};
    EXPECT_THAT(told(run, run), IsEmpty());
}

TEST(Comparison, PutsWhatBecameWorseFirst) {
    EXPECT_THAT(told({ended("a", Verdict::failed), ended("b", Verdict::passed)},
                     {ended("a", Verdict::passed), ended("b", Verdict::failed)}),
                ElementsAre("b worse: passed -> failed", "a better: failed -> passed"));
}

TEST(Comparison, TellsAFailureForAnotherReason) {
    EXPECT_THAT(told({ended("a", Verdict::failed, "late")}, {ended("a", Verdict::failed, "twice")}),
                ElementsAre("a different: failed for another reason"));
}

TEST(Comparison, NamesWhatIsNewAndWhatIsGone) {
    EXPECT_THAT(told({ended("a", Verdict::known)}, {ended("b", Verdict::skipped)}),
                ElementsAre("b added: skipped", "a gone: was known"));
}

TEST(Comparison, CountsTheWorstOfRepetitions) {
    EXPECT_THAT(told({ended("a", Verdict::passed)},
                     {ended("a", Verdict::passed), ended("a", Verdict::error, "crash")}),
                ElementsAre("a worse: passed -> error"));
}

}  // namespace
}  // namespace breakwire::reports
