#include "scenarios/laws/retained_law.hpp"

#include <gtest/gtest.h>

#include "scenarios/laws/law_history.hpp"

/// Retained messages told as records: truthful brokers, lying ones, and what nobody can know.
namespace breakwire::scenarios::retained_story {
namespace {

using mqtt::PropertyId;
using mqtt::Qos;
using mqtt::Version;
using sim::BrokerState;

constexpr auto v3 = Version::v3_1_1;
constexpr auto v5 = Version::v5_0;
constexpr sim::ConnectionId writer = 1;
constexpr sim::ConnectionId reader = 2;
constexpr sim::ConnectionId other = 3;

History started(Version version) {
    History history(version);
    history.broker(BrokerState::starting).broker(BrokerState::ready);
    history.connect(writer, "boiler").connect(reader, "panel");
    return history;
}

mqtt::Subscription wish(std::uint8_t handling = 0, bool as_published = false,
                        Qos qos = Qos::at_least_once) {
    mqtt::Subscription made;
    made.filter = "plant/#";
    made.qos = qos;
    made.retain_handling = handling;
    made.retain_as_published = as_published;
    return made;
}

/// The writer sends it at QoS 1, and the broker accepts it.
History& keep(History& history, const char* payload, bool retain = true,
              const char* topic = "plant/1/state", Qos qos = Qos::at_least_once) {
    mqtt::Publish message;
    message.topic = topic;
    message.payload = to_bytes(payload);
    message.qos = qos;
    message.retain = retain;
    if (qos != Qos::at_most_once) message.packet_id = 9;
    history.up(writer, message).wait(1ms);
    if (qos == Qos::at_least_once) history.down(writer, mqtt::Puback{9});
    return history;
}

History& ask(History& history, std::uint8_t handling = 0, bool as_published = false) {
    return history.subscribe(reader, wish(handling, as_published));
}

History& come(History& history, const char* payload, bool retain = true,
              Qos qos = Qos::at_least_once) {
    return history.deliver(reader, "plant/1/state", payload, qos, retain);
}

using Tell = std::function<void(History&)>;

struct Story {
    std::string name;
    Version version;
    Tell tell;
    std::string held;
    std::vector<std::string> breaches;
};

void PrintTo(const Story& story, std::ostream* out) { *out << story.name; }

class RetainedStory : public testing::TestWithParam<Story> {};

TEST_P(RetainedStory, IsJudgedAsTheStandardSays) {
    const Story& story = GetParam();
    History history = started(story.version);
    story.tell(history);
    const auto findings = history.wait(5s).judge_by<RetainedLaw>();
    EXPECT_EQ(breaches(findings), story.breaches) << explain(findings);
    if (!story.held.empty()) {
        EXPECT_GT(held(findings, story.held), 0U);
    }
}

const std::vector<Story> kept{
    {"ANewSubscriptionBringsIt",
     v3,
     [](History& h) { come(ask(keep(h, "on").wait(5s)), "on"); },
     "v311/3.3.1-6",
     {}},
    {"ANewSubscriptionThatBringsNothingIsABreach",
     v5,
     [](History& h) { ask(keep(h, "on").wait(5s)); },
     "",
     {"v5/3.3.1-9"}},
    {"TheLastOneTakesThePlaceOfTheOneBefore",
     v3,
     [](History& h) { come(ask(keep(keep(h, "on").wait(5s), "off").wait(5s)), "off"); },
     "v311/3.3.1-5",
     {}},
    {"AStaleOneIsABreach",
     v5,
     [](History& h) { come(ask(keep(keep(h, "on").wait(5s), "off").wait(5s)), "on"); },
     "",
     {"v5/3.3.1-5"}},
    {"OfTwoAtOnceEitherMayBeTheLast",
     v3,
     [](History& h) {
         h.connect(other, "rival");
         mqtt::Publish message;
         message.topic = "plant/1/state";
         message.payload = to_bytes("off");
         message.qos = Qos::at_least_once;
         message.retain = true;
         message.packet_id = 4;
         h.up(other, message);
         keep(h, "on").down(other, mqtt::Puback{4}).wait(5s);
         come(ask(h), "off");
     },
     "v311/3.3.1-8",
     {}},
    {"OneWithoutPubackMayBeThereOrNot",
     v3,
     [](History& h) {
         mqtt::Publish message;
         message.topic = "plant/1/state";
         message.qos = Qos::at_least_once;
         message.retain = true;
         message.packet_id = 4;
         keep(h, "on").wait(5s).up(writer, message).rst(writer).wait(5s);
         ask(h);
     },
     "",
     {}},
    {"AnEmptyOneClears",
     v3,
     [](History& h) { ask(keep(keep(h, "on").wait(5s), "").wait(5s)); },
     "v311/3.3.1-10",
     {}},
    {"AClearedOneThatComesIsABreach",
     v5,
     [](History& h) { come(ask(keep(keep(h, "on").wait(5s), "").wait(5s)), "on"); },
     "",
     {"v5/3.3.1-6"}},
    {"AnEmptyOneIsNotKept",
     v3,
     [](History& h) { come(ask(keep(h, "").wait(5s)), ""); },
     "",
     {"v311/3.3.1-11"}},
    {"AMessageWithoutTheFlagIsNotKept",
     v3,
     [](History& h) { come(ask(keep(h, "on", false).wait(5s)), "on"); },
     "",
     {"v311/3.3.1-12"}},
    {"AMessageWithoutTheFlagTouchesNothing",
     v5,
     [](History& h) { come(ask(keep(keep(h, "on"), "off", false).wait(5s)), "on"); },
     "v5/3.3.1-8",
     {}},
    {"AtQos0In3_1_1ItMayBeDropped",
     v3,
     [](History& h) {
         keep(h, "on", true, "plant/1/state", Qos::at_most_once).wait(5s);
         ask(h);
     },
     "",
     {}},
    {"AtQos0In5_0ItMayNot",
     v5,
     [](History& h) {
         keep(h, "on", true, "plant/1/state", Qos::at_most_once).wait(5s);
         ask(h);
     },
     "",
     {"v5/3.3.1-9"}},
    {"WhatABrokerKnowsAfterItsDeathNobodyCanSay",
     v3,
     [](History& h) {
         keep(h, "on").wait(5s).broker(BrokerState::crashed).broker(BrokerState::ready);
         ask(h.wait(5s).connect(reader, "panel"));
     },
     "",
     {}},
    {"AWillThatMayBeOutCounts",
     v3,
     [](History& h) {
         h.connect(other, "pump", History::will("plant/1/state", "dead", Qos::at_least_once, true));
         keep(h, "on").wait(5s).rst(other).wait(5s);
         come(ask(h), "dead");
     },
     "",
     {}},
    {"AWillTakenBackDoesNot",
     v3,
     [](History& h) {
         h.connect(other, "pump", History::will("plant/1/state", "dead", Qos::at_least_once, true));
         keep(h, "on").wait(5s).disconnect(other).close(other).wait(5s);
         ask(h);
     },
     "",
     {"v311/3.3.1-6"}},
    {"OneThatExpiresMayBeGone",
     v5,
     [](History& h) {
         mqtt::Publish message;
         message.topic = "plant/1/state";
         message.qos = Qos::at_least_once;
         message.retain = true;
         message.packet_id = 4;
         message.payload = to_bytes("on");
         message.properties.add(PropertyId::message_expiry_interval, 1U);
         h.up(writer, message).down(writer, mqtt::Puback{4}).wait(5s);
         ask(h);
     },
     "",
     {}},
};

INSTANTIATE_TEST_SUITE_P(Kept, RetainedStory, testing::ValuesIn(kept),
                         [](const auto& each) { return each.param.name; });

const std::vector<Story> asked{
    {"Handling0BringsItAgain",
     v5,
     [](History& h) { ask(come(ask(keep(h, "on").wait(5s)), "on").wait(5s)); },
     "v5/3.3.1-9",
     {"v5/3.3.1-9"}},
    {"Handling1BringsItToANewSubscription",
     v5,
     [](History& h) { ask(keep(h, "on").wait(5s), 1); },
     "",
     {"v5/3.3.1-10"}},
    {"Handling1BringsItOnce",
     v5,
     [](History& h) { ask(come(ask(keep(h, "on").wait(5s), 1), "on").wait(5s), 1); },
     "v5/3.3.1-10",
     {}},
    {"Handling1ThatBringsItTwiceIsABreach",
     v5,
     [](History& h) { come(ask(come(ask(keep(h, "on").wait(5s), 1), "on").wait(5s), 1), "on"); },
     "",
     {"v5/3.3.1-10"}},
    {"Handling2BringsNothing",
     v5,
     [](History& h) { ask(keep(h, "on").wait(5s), 2); },
     "v5/3.3.1-11",
     {}},
    {"Handling2ThatBringsItIsABreach",
     v5,
     [](History& h) { come(ask(keep(h, "on").wait(5s), 2), "on"); },
     "",
     {"v5/3.3.1-11"}},
    {"ReadersThatLeaveMissNothing",
     v3,
     [](History& h) { ask(keep(h, "on").wait(5s)).disconnect(reader).close(reader); },
     "",
     {}},
    {"ReadersWithAFullHandAreLeftAlone",
     v3,
     [](History& h) {
         ask(keep(h, "on").wait(5s));
         for (std::uint16_t id = 1; id <= 8; ++id) {
             mqtt::Publish message;
             message.topic = "plant/2/state";
             message.qos = Qos::at_least_once;
             message.packet_id = static_cast<std::uint16_t>(100 + id);
             h.down(reader, message);
         }
     },
     "",
     {}},
    {"ASubscriptionGivenUpBringsNothing",
     v3,
     [](History& h) {
         mqtt::Unsubscribe unsubscribe;
         unsubscribe.packet_id = 77;
         unsubscribe.filters = {"plant/#"};
         ask(keep(h, "on").wait(5s)).up(reader, unsubscribe);
     },
     "",
     {}},
    {"ItComesAtTheQosGranted",
     v3,
     [](History& h) {
         h.subscribe(reader, wish(0, false, Qos::at_most_once));
         ask(come(keep(h.wait(5s), "on"), "on", false, Qos::at_most_once).wait(5s));
         come(h, "on");
     },
     "v311/3.8.4-6",
     {}},
    {"AtAnotherQosItIsABreach",
     v3,
     [](History& h) { come(ask(keep(h, "on").wait(5s)), "on", true, Qos::at_most_once); },
     "",
     {"v311/3.8.4-6"}},
};

INSTANTIATE_TEST_SUITE_P(Asked, RetainedStory, testing::ValuesIn(asked),
                         [](const auto& each) { return each.param.name; });

const std::vector<Story> flags{
    {"WhatASubscriptionBringsHasTheFlag",
     v5,
     [](History& h) { come(ask(keep(h, "on").wait(5s)), "on"); },
     "BW-RETAINED-1",
     {}},
    {"WithoutItIsABreach",
     v5,
     [](History& h) { come(ask(keep(h, "on").wait(5s)), "on", false); },
     "",
     {"v5/3.3.1-9", "BW-RETAINED-1"}},
    {"WhatComesLiveHasNone",
     v3,
     [](History& h) { come(keep(ask(h).wait(5s), "on"), "on", false); },
     "v311/3.3.1-9",
     {}},
    {"WithItIsABreach",
     v3,
     [](History& h) { come(keep(ask(h).wait(5s), "on"), "on"); },
     "",
     {"v311/3.3.1-9"}},
    {"APlainMessageWithItIsABreach",
     v5,
     [](History& h) { come(keep(ask(h).wait(5s), "on", false), "on"); },
     "",
     {"v5/3.3.1-12"}},
    {"AsPublishedItIsPassedOn",
     v5,
     [](History& h) { come(keep(ask(h, 0, true).wait(5s), "on"), "on"); },
     "v5/3.3.1-13",
     {}},
    {"AsPublishedItMayNotBeLost",
     v5,
     [](History& h) { come(keep(ask(h, 0, true).wait(5s), "on"), "on", false); },
     "",
     {"v5/3.3.1-13"}},
    {"AsPublishedItMayNotBeAdded",
     v5,
     [](History& h) { come(keep(ask(h, 0, true).wait(5s), "on", false), "on"); },
     "",
     {"v5/3.3.1-13"}},
    {"OnAResumedSessionItMayStillWait",
     v5,
     [](History& h) {
         mqtt::Connect back = h.connect_packet("panel");
         back.clean_start = false;
         keep(ask(h).wait(5s), "on").rst(reader).wait(1s);
         h.connect(other, back, true);
         h.deliver(other, "plant/1/state", "on", Qos::at_least_once, true);
     },
     "",
     {}},
};

INSTANTIATE_TEST_SUITE_P(Flags, RetainedStory, testing::ValuesIn(flags),
                         [](const auto& each) { return each.param.name; });

TEST(RetainedLaw, OwesNothingThatTheReaderMayNotRead) {
    LawContext context = History::context();
    context.broker.acl = {{"boiler", Access::write, {*TopicFilter::parse("#")}},
                          {"panel", Access::read, {*TopicFilter::parse("elsewhere/#")}}};
    History history = started(v3);
    ask(keep(history, "on").wait(5s));
    EXPECT_TRUE(breaches(history.wait(5s).judge_by<RetainedLaw>(context)).empty());
}

TEST(RetainedLaw, KnowsNothingOfWhatABrokerHeldThatSomebodyElseRuns) {
    LawContext context = History::context();
    context.traits.elsewhere = true;
    History history = started(v3);
    come(ask(history), "from last week");
    EXPECT_TRUE(breaches(history.wait(5s).judge_by<RetainedLaw>(context)).empty());
}

}  // namespace
}  // namespace breakwire::scenarios::retained_story
