#include "scenarios/laws/acl_law.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/laws/law_history.hpp"

namespace breakwire::scenarios {
namespace {

using mqtt::PropertyId;
using mqtt::Version;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr sim::ConnectionId writer = 1;
constexpr sim::ConnectionId reader = 2;

AclRule rule(std::optional<std::string> user, Access may, const std::string& topic) {
    return {std::move(user), may, {*TopicFilter::parse(topic)}};
}

LawContext guarded_plant() {
    LawContext context = History::context();
    context.broker.acl = {rule("sensor", Access::write, "plant/1/#"),
                          rule("dashboard", Access::read, "plant/#"),
                          rule("dashboard", Access::none, "plant/secret/#")};
    return context;
}

History guarded_stage(Version version = Version::v3_1_1) {
    History history(version);
    mqtt::Subscription everything;
    everything.filter = "#";
    history.connect(reader, "dashboard").subscribe(reader, everything);
    return history.connect(writer, "sensor").wait(5s);
}

TEST(AclLaw, HoldsForWhatMayBeWrittenAndRead) {
    History history = guarded_stage();
    history.publish(writer, "plant/1/t", "21").deliver(reader, "plant/1/t", "21").wait(5s);
    const auto findings = history.judge(guarded_plant());
    EXPECT_THAT(breaches(findings), IsEmpty()) << explain(findings);
    EXPECT_EQ(held(findings, "BW-ACL-1"), 1U);
}

TEST(AclLaw, HasNothingToJudgeWithoutAnAcl) {
    History history = guarded_stage();
    history.publish(writer, "any", "21").deliver(reader, "any", "21").wait(5s);
    EXPECT_EQ(held(history.judge(), "BW-ACL-1"), 0U);
}

TEST(AclLaw, CatchesALiveMessageThroughAWildcard) {
    History history = guarded_stage();
    history.publish(writer, "plant/1/t", "21").deliver(reader, "other/1/t", "21").wait(5s);
    EXPECT_THAT(breaches(history.judge(guarded_plant())), ElementsAre("BW-ACL-1"));
}

TEST(AclLaw, CatchesWhatADenyingRuleCutsOutOfAWildcard) {
    LawContext context = guarded_plant();
    context.broker.acl.push_back(rule("sensor", Access::write, "plant/secret/#"));
    History history = guarded_stage();
    history.publish(writer, "plant/secret/t", "21").deliver(reader, "plant/secret/t", "21");
    EXPECT_THAT(breaches(history.wait(5s).judge(context)), ElementsAre("BW-ACL-1"));
}

TEST(AclLaw, CatchesARetainedMessage) {
    History history = guarded_stage();
    history.deliver(reader, "plant/secret/t", "21", mqtt::Qos::at_most_once, true).wait(5s);
    EXPECT_THAT(breaches(history.judge(guarded_plant())), ElementsAre("BW-ACL-1"));
}

TEST(AclLaw, CatchesTheBrokersOwnTopics) {
    History history = guarded_stage();
    history.deliver(reader, "$SYS/broker/uptime", "1").wait(5s);
    EXPECT_THAT(breaches(history.judge(guarded_plant())), ElementsAre("BW-ACL-1"));
}

TEST(AclLaw, CatchesAnUnauthorisedPublish) {
    History history = guarded_stage();
    history.publish(writer, "plant/2/t", "21").wait(1ms);
    History quiet = history;
    EXPECT_THAT(
        breaches(history.deliver(reader, "plant/2/t", "21").wait(5s).judge(guarded_plant())),
        ElementsAre("BW-ACL-2"));
    EXPECT_EQ(held(quiet.wait(5s).judge(guarded_plant()), "BW-ACL-2"), 1U);
}

TEST(AclLaw, ExcusesAnUnauthorisedPublishWithAPermittedTwin) {
    LawContext context = guarded_plant();
    context.broker.acl.push_back(rule("gateway", Access::write, "plant/2/#"));
    History history = guarded_stage();
    history.publish(writer, "plant/2/t", "21").connect(3, "gateway");
    history.publish(3, "plant/2/t", "21").deliver(reader, "plant/2/t", "21").wait(5s);
    EXPECT_THAT(breaches(history.judge(context)), IsEmpty());
}

TEST(AclLaw, CatchesAWillThatItsAuthorMayNotWrite) {
    History history = guarded_stage();
    history.connect(3, "sensor", History::will("plant/2/state")).wait(5s).rst(3).wait(1ms);
    history.deliver(reader, "plant/2/state").wait(5s);
    EXPECT_THAT(breaches(history.judge(guarded_plant())), ElementsAre("BW-ACL-3", "BW-ACL-2"));
}

TEST(AclLaw, LooksBehindTopicAliases) {
    History history = guarded_stage(Version::v5_0);
    mqtt::Publish named;
    named.topic = "plant/secret/t";
    named.properties.add(PropertyId::topic_alias, 1);
    mqtt::Publish aliased;
    aliased.properties = named.properties;
    history.down(reader, named).down(reader, aliased).wait(5s);
    EXPECT_THAT(breaches(history.judge(guarded_plant())), ElementsAre("BW-ACL-1", "BW-ACL-1"));
}

TEST(AclLaw, FillsClientAndUserIntoPatterns) {
    LawContext context = History::context();
    context.broker.acl = {rule(std::nullopt, Access::read, "to/%c/%u"),
                          rule("sensor", Access::write, "#")};
    History history = guarded_stage();
    history.publish(writer, "to/dashboard/dashboard", "1");
    history.deliver(reader, "to/dashboard/dashboard", "1");
    history.publish(writer, "to/other/dashboard", "1");
    history.deliver(reader, "to/other/dashboard", "1").wait(5s);
    EXPECT_THAT(breaches(history.judge(context)), ElementsAre("BW-ACL-1"));
}

/// Feeds what `before` tells, changes the ACL, and feeds the rest.
std::vector<LawFinding> judge_change(const History& history, std::size_t before,
                                     std::vector<AclRule> rules,
                                     const std::vector<sim::Event>& all) {
    AclLaw law(guarded_plant());
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i == before) law.acl_changed(rules, all[i].at);
        law.see(all[i]);
    }
    return law.finish(history.now());
}

TEST(AclLaw, HoldsTheBrokerToARevocationOnceItIsInForce) {
    const std::vector<AclRule> revoked{rule("sensor", Access::write, "plant/1/#")};
    for (const Duration pause : {Duration(100ms), Duration(2s)}) {
        History history = guarded_stage();
        const std::size_t before = history.events().size();
        history.broker(sim::BrokerState::reloaded).wait(pause);
        history.publish(writer, "plant/1/t", "21").deliver(reader, "plant/1/t", "21").wait(5s);
        const auto findings = judge_change(history, before, revoked, history.events());
        const std::vector<std::string> expected(pause > 500ms ? 1U : 0U, "BW-ACL-7");
        EXPECT_EQ(breaches(findings), expected) << explain(findings);
    }
}

TEST(AclLaw, SeesARevocationObeyed) {
    const std::vector<AclRule> revoked{rule("sensor", Access::write, "plant/1/#")};
    History history = guarded_stage();
    const std::size_t before = history.events().size();
    history.broker(sim::BrokerState::reloaded).wait(2s).publish(writer, "plant/1/t", "21").wait(5s);
    const auto findings = judge_change(history, before, revoked, history.events());
    EXPECT_EQ(held(findings, "BW-ACL-7"), 1U);
    EXPECT_THAT(breaches(findings), IsEmpty()) << explain(findings);
}

TEST(AclLaw, ExcusesWhatANewAclAllowsAMomentBeforeItIsReported) {
    std::vector<AclRule> granted = guarded_plant().broker.acl;
    granted.push_back(rule("dashboard", Access::read, "other/#"));
    granted.push_back(rule("sensor", Access::write, "other/#"));
    History history = guarded_stage();
    history.publish(writer, "other/t", "21").deliver(reader, "other/t", "21").wait(100ms);
    const std::size_t before = history.events().size();
    history.broker(sim::BrokerState::reloaded).wait(5s);
    const auto findings = judge_change(history, before, granted, history.events());
    EXPECT_THAT(breaches(findings), IsEmpty()) << explain(findings);
}

TEST(AclLaw, ExcusesWhatWasQueuedBeforeARevocation) {
    const std::vector<AclRule> revoked{rule("sensor", Access::write, "plant/1/#")};
    History history = guarded_stage();
    history.publish(writer, "plant/1/t", "21").wait(1s);
    const std::size_t before = history.events().size();
    history.broker(sim::BrokerState::reloaded).wait(2s).deliver(reader, "plant/1/t", "21").wait(5s);
    EXPECT_THAT(breaches(judge_change(history, before, revoked, history.events())), IsEmpty());
}

}  // namespace
}  // namespace breakwire::scenarios
