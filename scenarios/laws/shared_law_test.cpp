#include "scenarios/laws/shared_law.hpp"

#include <gtest/gtest.h>

#include "scenarios/laws/law_history.hpp"

/// Shared subscriptions told as records: lawful ones, each defect, and what nobody can know.
namespace breakwire::scenarios::shared_story {
namespace {

using mqtt::Qos;
using mqtt::Version;
using sim::BrokerState;

constexpr sim::ConnectionId left = 1;
constexpr sim::ConnectionId right = 2;
constexpr sim::ConnectionId writer = 3;

mqtt::Subscription wish(const char* filter, Qos qos = Qos::exactly_once) {
    mqtt::Subscription made;
    made.filter = filter;
    made.qos = qos;
    return made;
}

/// Two members of a shared subscription, and a writer.
History stage() {
    History history(Version::v5_0);
    history.broker(BrokerState::starting).broker(BrokerState::ready);
    history.connect(left, "left").connect(right, "right").connect(writer, "sensor");
    for (const sim::ConnectionId member : {left, right}) {
        history.subscribe(member, wish("$share/lift/job/#"));
    }
    return std::move(history.wait(5s));
}

/// The writer sends it, and the broker accepts it.
History& send(History& history, const char* payload, Qos qos = Qos::at_least_once,
              bool retain = false) {
    mqtt::Publish message;
    message.topic = "job/1";
    message.payload = to_bytes(payload);
    message.qos = qos;
    message.retain = retain;
    if (qos != Qos::at_most_once) message.packet_id = 9;
    history.up(writer, message).wait(1ms);
    if (qos == Qos::at_least_once) history.down(writer, mqtt::Puback{9});
    return history;
}

mqtt::Publish copy(const char* payload, Qos qos, bool retain = false) {
    mqtt::Publish message;
    message.topic = "job/1";
    message.payload = to_bytes(payload);
    message.qos = qos;
    message.retain = retain;
    if (qos != Qos::at_most_once) message.packet_id = 4;
    return message;
}

History& get(History& history, sim::ConnectionId who, const char* payload,
             Qos qos = Qos::at_least_once) {
    return history.down(who, copy(payload, qos)).wait(1ms);
}

using Tell = std::function<void(History&)>;

struct Story {
    std::string name;
    Tell tell;
    std::string held;
    std::vector<std::string> breaches;
};

void PrintTo(const Story& story, std::ostream* out) { *out << story.name; }

class SharedStory : public testing::TestWithParam<Story> {};

TEST_P(SharedStory, IsJudgedAsTheStandardSays) {
    const Story& story = GetParam();
    History history = stage();
    story.tell(history);
    const auto findings = history.wait(5s).judge_by<SharedLaw>();
    EXPECT_EQ(breaches(findings), story.breaches) << explain(findings);
    if (!story.held.empty()) {
        EXPECT_GT(held(findings, story.held), 0U);
    }
}

const std::vector<Story> stories{
    {"OneMemberGetsIt", [](History& h) { get(send(h, "a"), left, "a"); }, "BW-SHARED-2", {}},
    {"SomebodyGetsIt", [](History& h) { get(send(h, "a"), right, "a"); }, "BW-SHARED-3", {}},
    {"BothGetIt",
     [](History& h) { get(get(send(h, "a"), left, "a"), right, "a"); },
     "BW-SHARED-3",
     {"BW-SHARED-2"}},
    {"NobodyGetsIt", [](History& h) { send(h, "a"); }, "", {"BW-SHARED-3"}},
    {"AtQos0NobodyNeedsTo", [](History& h) { send(h, "a", Qos::at_most_once); }, "", {}},
    {"AnotherMemberMayGetWhatOneCouldNotFinish",
     [](History& h) { get(get(send(h, "a"), left, "a").rst(left), right, "a"); },
     "",
     {}},
    {"AtQos2ItStaysWithItsMember",
     [](History& h) {
         send(h, "a", Qos::exactly_once);
         get(h, left, "a", Qos::exactly_once).rst(left).wait(1ms);
     },
     "v5/4.8.2-5",
     {}},
    {"AtQos2NobodyElseMayGetIt",
     [](History& h) {
         send(h, "a", Qos::exactly_once);
         get(get(h, left, "a", Qos::exactly_once).rst(left), right, "a", Qos::exactly_once);
     },
     "",
     {"v5/4.8.2-5"}},
    {"WhatIsRefusedGoesNowhere",
     [](History& h) {
         get(send(h, "a"), left, "a").up(left, mqtt::Puback{4, 0x83});
     },
     "v5/4.8.2-6",
     {}},
    {"WhatIsRefusedGoesToAnother",
     [](History& h) {
         get(send(h, "a"), left, "a").up(left, mqtt::Puback{4, 0x83});
         get(h, right, "a");
     },
     "",
     {"v5/4.8.2-6"}},
    {"AMemberGetsItAtTheQosGranted",
     [](History& h) { get(send(h, "a"), left, "a"); },
     "v5/4.8.2-3",
     {}},
    {"AMemberGetsItAboveItsQos",
     [](History& h) { get(send(h, "a"), left, "a", Qos::exactly_once); },
     "",
     {"v5/4.8.2-3"}},
    {"AMemberThatHasJustLeftMayHaveGotIt", [](History& h) { send(h, "a").rst(left); }, "", {}},
    {"AMemberThatIsAwayMayGetItLater",
     [](History& h) {
         mqtt::Connect lasting = h.connect_packet("away");
         lasting.properties.add(mqtt::PropertyId::session_expiry_interval, 3600);
         h.connect(9, lasting).subscribe(9, wish("$share/lift/job/#")).wait(1s).rst(9).wait(5s);
         send(h, "a");
     },
     "",
     {}},
    {"APlainSubscriptionHasItsOwnCopy",
     [](History& h) {
         h.subscribe(left, wish("#")).wait(1s);
         get(get(send(h, "a"), left, "a"), right, "a");
     },
     "",
     {}},
    {"AMessageSentTwiceMayComeTwice",
     [](History& h) { get(get(send(send(h, "a"), "a"), left, "a"), right, "a"); },
     "",
     {}},
    {"NoRetainedMessageComes",
     [](History& h) {
         get(send(h, "old", Qos::at_least_once, true), left, "old").wait(5s);
         h.connect(9, "third").subscribe(9, wish("$share/lift/job/#"));
     },
     "BW-SHARED-1",
     {}},
    {"ARetainedMessageThatComesIsABreach",
     [](History& h) {
         get(send(h, "old", Qos::at_least_once, true), left, "old").wait(5s);
         h.connect(9, "third").subscribe(9, wish("$share/lift/job/#"));
         h.down(9, copy("old", Qos::at_least_once, true));
     },
     "",
     {"BW-SHARED-1"}},
    {"AfterTheBrokersDeathNobodyKnowsTheMembers",
     [](History& h) {
         h.broker(BrokerState::crashed).broker(BrokerState::ready).wait(1s);
         h.connect(left, "left").connect(writer, "sensor");
         send(h.subscribe(left, wish("$share/lift/job/#")).wait(5s), "a");
     },
     "",
     {}},
};

INSTANTIATE_TEST_SUITE_P(Told, SharedStory, testing::ValuesIn(stories),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace breakwire::scenarios::shared_story
