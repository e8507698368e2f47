#include "harness/cli/deviations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/cli/toy_files.hpp"

namespace breakwire::harness {
namespace {

using reports::CaseResult;
using reports::Finding;
using reports::Verdict;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Finding finding(const char* id, bool held) {
    Finding one;
    one.kind = Finding::Kind::law;
    one.id = id;
    one.expected = std::string("what ") + id + " says";
    one.held = held;
    return one;
}

CaseResult result(Verdict verdict, std::vector<Finding> findings) {
    CaseResult one;
    one.id = "will/delay[5.0]";
    one.broker = "mosquitto 2.0.11";
    one.verdict = verdict;
    one.findings = std::move(findings);
    return one;
}

Deviation deviation(const char* what) {
    Deviation one;
    one.case_id = "will/delay[5.0]";
    one.finding = what;
    one.reason = "it is late";
    one.link = "https://example.org/1";
    one.at = {"deviations.yaml", 2, 5};
    return one;
}

Verdict judged(Deviation known, CaseResult one) {
    Deviations({std::move(known)}).judge(one);
    return one.verdict;
}

TEST(Deviations, MakeAnExplainedFailureKnown) {
    CaseResult one = result(Verdict::failed, {finding("v5/3.1.3-9", false), finding("x", true)});
    Deviations known({deviation("v5/3.1.3-9")});
    known.judge(one);
    EXPECT_EQ(one.verdict, Verdict::known);
    EXPECT_EQ(one.reason, "it is late (https://example.org/1)");
    EXPECT_THAT(known.outlived(), IsEmpty());
}

TEST(Deviations, ExplainByTextAsWell) {
    EXPECT_EQ(judged(deviation("what v5"), result(Verdict::failed, {finding("v5/1", false)})),
              Verdict::known);
}

TEST(Deviations, LeaveAFailureWithSomethingElseInItFailed) {
    EXPECT_EQ(judged(deviation("v5/1"),
                     result(Verdict::failed, {finding("v5/1", false), finding("v5/2", false)})),
              Verdict::failed);
}

TEST(Deviations, AreOfOneCaseAndOneBroker) {
    const CaseResult one = result(Verdict::failed, {finding("v5/1", false)});
    Deviation known = deviation("v5/1");
    known.case_id = "will/other[5.0]";
    EXPECT_EQ(judged(known, one), Verdict::failed);
    known = deviation("v5/1");
    known.broker = "mosquitto 2.1.*";
    EXPECT_EQ(judged(known, one), Verdict::failed);
    known.broker = "mosquitto 2.0.*";
    EXPECT_EQ(judged(known, one), Verdict::known);
}

TEST(Deviations, ExplainNothingInACaseWithoutFindings) {
    EXPECT_EQ(judged(deviation("v5/1"), result(Verdict::failed, {})), Verdict::failed);
    EXPECT_EQ(judged(deviation("v5/1"), result(Verdict::inconclusive, {finding("v5/1", false)})),
              Verdict::inconclusive);
}

TEST(Deviations, AreToldOfWhenTheyNoLongerHappen) {
    CaseResult one = result(Verdict::passed, {finding("v5/1", true)});
    Deviation elsewhere = deviation("v5/2");
    elsewhere.case_id = "will/not_run[5.0]";
    Deviations known({deviation("v5/1"), elsewhere});
    known.judge(one);
    EXPECT_EQ(one.verdict, Verdict::passed);
    EXPECT_THAT(known.outlived(), ElementsAre("deviations.yaml:2:5: this deviation no longer "
                                              "happens: will/delay[5.0]: v5/1"));
}

TEST(Deviations, AreNotMissedIfTheyTakeLuck) {
    CaseResult one = result(Verdict::passed, {finding("v5/1", true)});
    Deviation rare = deviation("v5/1");
    rare.by_luck = true;
    Deviations known({rare});
    known.judge(one);
    EXPECT_THAT(known.outlived(), IsEmpty());
}

TEST(Deviations, AreNotMissedIfTheyAreAboutAllCases) {
    CaseResult one = result(Verdict::passed, {finding("v5/1", true)});
    Deviation general = deviation("v5/1");
    general.case_id = "*[5.0]";
    Deviations known({general});
    known.judge(one);
    EXPECT_THAT(known.outlived(), ElementsAre());
    EXPECT_EQ(known.outlived(/*everything_ran=*/true).size(), 1U);
}

TEST(Deviations, WithoutParametersStandForEveryValueOfThem) {
    CaseResult one = result(Verdict::failed, {finding("v5/1", false)});
    one.id = "will/delay[5.0,qos=1]#2";
    for (const char* pattern : {"*[5.0]", "will/delay[5.0]", "will/delay[5.0,qos=1]", "will/*"}) {
        Deviation some = deviation("v5/1");
        some.case_id = pattern;
        EXPECT_EQ(judged(some, one), Verdict::known) << pattern;
    }
    for (const char* pattern : {"*[3.1.1]", "will/delay[5.0,qos=2]"}) {
        Deviation other = deviation("v5/1");
        other.case_id = pattern;
        EXPECT_EQ(judged(other, one), Verdict::failed) << pattern;
    }
}

TEST(Deviations, AreNotMissedWhereTheirLawIsNotExercised) {
    for (const std::uint64_t held : {0U, 1U}) {
        CaseResult one = result(Verdict::passed, {});
        one.laws.push_back({"v5/1", "a law", held, 0});
        Deviations known({deviation("v5/1")});
        known.judge(one);
        EXPECT_EQ(known.outlived().size(), held);
    }
}

TEST(Deviations, AreReadFromAFile) {
    const ToyFiles files;
    Mistakes mistakes;
    Deviations known = load_deviations(files.write("d.yaml",
                                                   "deviations:\n"
                                                   "  - case: will/*\n"
                                                   "    finding: v5/1\n"
                                                   "    reason: so it is\n"),
                                       mistakes);
    EXPECT_TRUE(mistakes.empty());
    CaseResult one = result(Verdict::failed, {finding("v5/1", false)});
    known.judge(one);
    EXPECT_EQ(one.verdict, Verdict::known);
}

TEST(Deviations, AreRefusedWithTheirPlaces) {
    const ToyFiles files;
    Mistakes mistakes;
    load_deviations(files.write("d.yaml", "- case: a\n  finding: b\n  reasn: c\n"), mistakes);
    load_deviations(files.write("e.yaml", "just text\n"), mistakes);
    load_deviations(files.folder() / "not_there.yaml", mistakes);
    ASSERT_EQ(mistakes.count(), 4U);
    EXPECT_THAT(mistakes.found()[0].what(), HasSubstr("d.yaml:3:3: error: unknown key 'reasn'"));
}

}  // namespace
}  // namespace breakwire::harness
