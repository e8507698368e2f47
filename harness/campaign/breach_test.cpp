#include "harness/campaign/breach.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace breakwire::harness {
namespace {

using reports::Finding;

reports::CaseResult result_with(std::vector<Finding> findings) {
    reports::CaseResult result;
    result.verdict = reports::Verdict::failed;
    result.findings = std::move(findings);
    return result;
}

Finding broken_law(const std::string& id, const std::string& seen) {
    Finding finding;
    finding.kind = Finding::Kind::law;
    finding.id = id;
    finding.seen = seen;
    return finding;
}

TEST(Breach, IsTheSameForOtherNamesNumbersAndTopics) {
    const std::set<std::string> devices{"pump_1", "pump_2"};
    const auto one = breaches_of(
        result_with({broken_law("v5/4.3.3-10", "'pump_1' got plant/1/x \"21.3\" id 7 twice")}),
        devices);
    const auto other = breaches_of(
        result_with({broken_law("v5/4.3.3-10", "pump_2 got plant/2/y \"a b\" id 9 twice")}),
        devices);
    EXPECT_EQ(one, other);
    EXPECT_EQ(one.front().text(), "v5/4.3.3-10: got id twice");
}

TEST(Breach, IsAnotherForAnotherSentenceOrOtherWords) {
    const Breach lost = breaches_of(result_with({broken_law("a", "it was lost")}), {}).front();
    EXPECT_NE(lost, breaches_of(result_with({broken_law("b", "it was lost")}), {}).front());
    EXPECT_NE(lost, breaches_of(result_with({broken_law("a", "it came twice")}), {}).front());
}

TEST(Breach, IsToldOnceAndNotForWhatHeldOrNeverHit) {
    Finding held = broken_law("c", "fine");
    held.held = true;
    Finding missed = broken_law("3", "it never hit anything");
    missed.kind = Finding::Kind::fault;
    EXPECT_THAT(
        breaches_of(
            result_with({broken_law("a", "lost 1"), broken_law("a", "lost 2"), held, missed}), {}),
        testing::ElementsAre(Breach{"a", "lost"}));
}

TEST(Breach, OfAnExpectationGoesByWhatWasExpected) {
    Finding finding = broken_law("3.1", "nothing");
    finding.kind = Finding::Kind::expectation;
    finding.expected = "dashboard receives plant/1/state within 5 s";
    EXPECT_EQ(breaches_of(result_with({finding}), {"dashboard"}).front().text(),
              "expectation: receives within s");
}

TEST(Breach, ThatIsKnownIsLeftOutBesideOneThatIsNot) {
    Deviation known;
    known.case_id = "campaigns/*";
    known.finding = "(session taken over";
    reports::CaseResult result = result_with(
        {broken_law("v311/3.1.2-8", "no will (session taken over, FIN of the broker at 3 s)"),
         broken_law("v311/3.1.2-8", "no will (FIN of the broker at 9 s)")});
    result.id = "campaigns/storm[3.1.1]#seed8";
    const auto left = unknown_breaches(result, {}, Deviations({known}));
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left.front().text(), "v311/3.1.2-8: no will (FIN of the broker at s)");
}

TEST(Breach, ACrashIsOneToo) {
    reports::CaseResult result;
    result.verdict = reports::Verdict::error;
    result.reason = "the worker died of signal 6 (Aborted), seed 7";
    EXPECT_EQ(breaches_of(result, {}).front().text(),
              "crash: the worker died of signal (Aborted), seed");
}

}  // namespace
}  // namespace breakwire::harness
