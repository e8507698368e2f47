#include "scenarios/laws/will_law.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/laws/will_stage.hpp"

namespace breakwire::scenarios {
namespace {

using mqtt::Qos;
using mqtt::Version;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using namespace will_stage;

TEST(WillLaw, NamesTheConnectAndTheCauseAsEvidence) {
    History history = stage();
    history.rst(device).wait(5s);
    for (const LawFinding& finding : history.judge()) {
        for (const Violation& each : finding.violations) {
            EXPECT_THAT(each.evidence, ElementsAre(5U, 7U));
            EXPECT_THAT(each.text, testing::HasSubstr("RST at"));
        }
    }
}

TEST(WillLaw, SaysWhatCameInThePlaceOfTheWill) {
    const auto findings =
        stage().rst(device).deliver(dashboard, "plant/1/state", "off").wait(5s).judge();
    EXPECT_THAT(explain(findings), testing::HasSubstr("a payload that nobody sent"));
}

TEST(WillLaw, KeepsTheFlagOfAWillForRetainAsPublished) {
    for (const bool kept : {true, false}) {
        History history(Version::v5_0);
        mqtt::Subscription as_published = subscription();
        as_published.retain_as_published = true;
        history.connect(dashboard, "dashboard").subscribe(dashboard, as_published).wait(5s);
        history.connect(device, "thermometer",
                        History::will("plant/1/state", "offline", Qos::at_most_once, true));
        history.wait(5s).rst(device);
        history.deliver(dashboard, "plant/1/state", "offline", Qos::at_most_once, kept).wait(5s);
        const auto findings = history.judge();
        EXPECT_EQ(held(findings, "v5/3.3.1-13"), kept ? 1U : 0U);
        EXPECT_EQ(breaches(findings).empty(), kept) << explain(findings);
    }
}

LawContext guarded() {
    LawContext context = History::context();
    const auto all = *TopicFilter::parse("plant/#");
    context.broker.acl = {{"dashboard", Access::read, {all}},
                          {"thermometer", Access::both, {*TopicFilter::parse("plant/1/#")}},
                          {"stranger", Access::none, {all}}};
    return context;
}

TEST(WillLaw, LetsNobodyWillWhatHeMayNotWrite) {
    const mqtt::Will denied = History::will("plant/2/state");
    const auto quiet = stage(Version::v3_1_1, denied).rst(device).wait(5s).judge(guarded());
    EXPECT_THAT(breaches(quiet), IsEmpty()) << explain(quiet);
    EXPECT_EQ(held(quiet, "BW-ACL-3"), 1U);
    const auto loud = stage(Version::v3_1_1, denied)
                          .rst(device)
                          .deliver(dashboard, "plant/2/state")
                          .wait(5s)
                          .judge(guarded());
    EXPECT_THAT(breaches(loud), Contains("BW-ACL-3"));
}

TEST(WillLaw, LetsNobodyGetAWillHeMayNotRead) {
    History history = stage();
    history.connect(again, "stranger").subscribe(again, subscription()).wait(5s);
    history.rst(device).deliver(dashboard);
    History leak = history;
    const auto quiet = history.wait(5s).judge(guarded());
    EXPECT_THAT(breaches(quiet), IsEmpty()) << explain(quiet);
    EXPECT_EQ(held(quiet, "BW-ACL-3"), 1U);
    EXPECT_THAT(breaches(leak.deliver(again).wait(5s).judge(guarded())), Contains("BW-ACL-3"));
}

}  // namespace
}  // namespace breakwire::scenarios
