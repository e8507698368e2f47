#include "scenarios/laws/delivery_law.hpp"

#include <gtest/gtest.h>

#include "scenarios/laws/law_history.hpp"

/// Messages on their way, told as records: lawful ones, each defect, and what nobody can know.
namespace breakwire::scenarios::delivery_story {
namespace {

using mqtt::PropertyId;
using mqtt::Qos;
using mqtt::Version;
using sim::BrokerState;

constexpr auto v3 = Version::v3_1_1;
constexpr auto v5 = Version::v5_0;
constexpr sim::ConnectionId reader = 1;
constexpr sim::ConnectionId writer = 2;
constexpr sim::ConnectionId again = 3;

mqtt::Connect reading(const History& history) {
    mqtt::Connect connect = history.connect_packet("dashboard");
    connect.clean_start = false;
    if (connect.version == v5) connect.properties.add(PropertyId::session_expiry_interval, 3600);
    return connect;
}

mqtt::Subscription filter(std::string text, Qos qos = Qos::exactly_once, bool no_local = false) {
    mqtt::Subscription made;
    made.filter = std::move(text);
    made.qos = qos;
    made.no_local = no_local;
    return made;
}

/// A reader of plant/# with a session that lasts, and a writer.
History stage(Version version = v3, mqtt::Subscription subscription = filter("plant/#")) {
    History history(version);
    history.broker(BrokerState::starting).broker(BrokerState::ready);
    history.connect(reader, reading(history)).subscribe(reader, std::move(subscription));
    history.connect(writer, "sensor").wait(1s);
    return history;
}

mqtt::Publish message(const char* payload, Qos qos = Qos::at_least_once, std::uint16_t id = 7) {
    mqtt::Publish made;
    made.topic = "plant/1/t";
    made.payload = to_bytes(payload);
    made.qos = qos;
    if (qos != Qos::at_most_once) made.packet_id = id;
    return made;
}

/// The broker accepts a message of the writer's.
History& send(History& history, const char* payload, Qos qos = Qos::at_least_once,
              std::uint8_t code = 0) {
    history.up(writer, message(payload, qos)).wait(1ms);
    if (qos == Qos::at_least_once) history.down(writer, mqtt::Puback{7, code});
    if (qos != Qos::exactly_once) return history.wait(1ms);
    history.down(writer, mqtt::Pubrec{7}).up(writer, mqtt::Pubrel{7});
    return history.down(writer, mqtt::Pubcomp{7}).wait(1ms);
}

/// The same with a message that is worth nothing after `seconds`.
History& send_mortal(History& history, const char* payload, std::uint32_t seconds) {
    mqtt::Publish packet = message(payload);
    packet.properties.add(PropertyId::message_expiry_interval, seconds);
    return history.up(writer, packet).wait(1ms).down(writer, mqtt::Puback{7}).wait(1ms);
}

/// The reader gets one and acknowledges it.
History& get(History& history, const char* payload, std::uint16_t id, Qos qos = Qos::at_least_once,
             sim::ConnectionId whom = reader) {
    history.down(whom, message(payload, qos, id));
    if (qos == Qos::at_least_once) history.up(whom, mqtt::Puback{id});
    if (qos != Qos::exactly_once) return history.wait(1ms);
    history.up(whom, mqtt::Pubrec{id}).down(whom, mqtt::Pubrel{id});
    return history.up(whom, mqtt::Pubcomp{id}).wait(1ms);
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

class DeliveryStory : public testing::TestWithParam<Story> {};

TEST_P(DeliveryStory, IsJudgedAsTheStandardSays) {
    const Story& story = GetParam();
    History history = stage(story.version);
    story.tell(history);
    const auto findings = history.wait(5s).judge_by<DeliveryLaw>();
    EXPECT_EQ(breaches(findings), story.breaches) << explain(findings);
    if (!story.held.empty()) {
        EXPECT_GT(held(findings, story.held), 0U);
    }
}

void come_back(History& history) { history.connect(again, reading(history), true).wait(1ms); }

const std::vector<Story> losses{
    {"AMessageArrives", v3, [](History& h) { get(send(h, "a"), "a", 1); }, "v311/4.5.0-1", {}},
    {"AMessageThatDoesNotArriveIsLost", v5, [](History& h) { send(h, "a"); }, "", {"v5/4.5.0-1"}},
    {"AMessageThatArrivesBeforeItsPubackIsThere",
     v3,
     [](History& h) { get(h.up(writer, message("a")), "a", 1).down(writer, mqtt::Puback{7}); },
     "v311/4.5.0-1",
     {}},
    {"OneOfTwoEqualMessagesIsLost",
     v3,
     [](History& h) { get(send(send(h, "a"), "a"), "a", 1); },
     "v311/4.5.0-1",
     {"v311/4.5.0-1"}},
    {"AnAttemptWithoutPubackIsUnknown", v3, [](History& h) { h.up(writer, message("a")); }, "", {}},
    {"ARefusedMessageIsNotLost",
     v5,
     [](History& h) { send(h, "a", Qos::at_least_once, 0x87); },
     "",
     {}},
    {"AMessageAtQos0MayBeLost", v3, [](History& h) { send(h, "a", Qos::at_most_once); }, "", {}},
    {"AMessageAtQos2IsLost",
     v5,
     [](History& h) { send(h, "a", Qos::exactly_once); },
     "",
     {"v5/4.5.0-1"}},
    {"ACrashLosesWhatNobodyCanKnow",
     v3,
     [](History& h) { send(h, "a").broker(BrokerState::crashed); },
     "",
     {}},
    {"ReadersThatLeaveLoseNothing",
     v3,
     [](History& h) { send(h, "a").disconnect(reader); },
     "",
     {}},
    {"AMessageWaitsForItsReader",
     v3,
     [](History& h) {
         h.disconnect(reader).close(reader).wait(1s);
         send(h, "a").wait(1h);
         come_back(h);
         get(h, "a", 1, Qos::at_least_once, again);
     },
     "v311/3.1.2-5",
     {}},
    {"AMessageThatDidNotWaitIsLost",
     v3,
     [](History& h) {
         h.disconnect(reader).close(reader).wait(1s);
         send(h, "a").wait(1h);
         come_back(h);
     },
     "",
     {"v311/3.1.2-5"}},
    {"AMessageIsLostBeforeItExpires",
     v5,
     [](History& h) { send_mortal(h, "a", 60).wait(20s); },
     "",
     {"v5/4.5.0-1"}},
    {"AMessageThatWaitedIsLostBeforeItExpires",
     v5,
     [](History& h) {
         h.disconnect(reader).close(reader).wait(1s);
         send_mortal(h, "a", 60).wait(30s);
         come_back(h);
     },
     "",
     {"v5/4.5.0-1"}},
    {"AMessageThatMayHaveExpiredIsNotLost",
     v5,
     [](History& h) {
         h.disconnect(reader).close(reader).wait(1s);
         send_mortal(h, "a", 60).wait(59s);
         come_back(h);
     },
     "",
     {}},
    {"AMessageThatIsWorthNothingAtOnceIsNotLost",
     v5,
     [](History& h) { send_mortal(h, "a", 1).wait(20s); },
     "",
     {}},
    {"OfTwoEqualMessagesOneMayHaveExpired",
     v5,
     [](History& h) {
         h.disconnect(reader).close(reader).wait(1s);
         send_mortal(h, "a", 10).wait(30s);
         send(h, "a").wait(1s);
         come_back(h);
         get(h, "a", 1, Qos::at_least_once, again);
     },
     "",
     {}},
    {"AClockThatJumpsEndsMessagesEarly",
     v5,
     [](History& h) {
         h.disconnect(reader).close(reader).wait(1s);
         send_mortal(h, "a", 600).fault("broker", sim::Phase::begin).wait(1s);
         h.fault("broker", sim::Phase::end).wait(30s);
         come_back(h);
     },
     "",
     {}},
    {"AReaderWithAFullHandIsLeftAlone",
     v5,
     [](History& h) {
         for (std::uint16_t id = 1; id <= 8; ++id)
             h.down(reader, message("x", Qos::at_least_once, id));
         send(h, "a");
     },
     "",
     {"BW-DEL-2", "BW-DEL-2", "BW-DEL-2", "BW-DEL-2", "BW-DEL-2", "BW-DEL-2", "BW-DEL-2",
      "BW-DEL-2"}},
    {"NobodyReadsItThoughSomebodyDoes",
     v5,
     [](History& h) { get(send(h, "a", Qos::at_least_once, 0x10), "a", 1); },
     "",
     {"BW-DEL-3"}},
};

INSTANTIATE_TEST_SUITE_P(Losses, DeliveryStory, testing::ValuesIn(losses),
                         [](const auto& each) { return each.param.name; });

const std::vector<Story> surplus{
    {"AtQos2ASecondCopyIsABreach",
     v5,
     [](History& h) {
         send(h, "a", Qos::exactly_once);
         get(get(h, "a", 1, Qos::exactly_once), "a", 2, Qos::exactly_once);
     },
     "v5/4.3.3-10",
     {"v5/4.3.3-10"}},
    {"AtQos2ASecondCopyAtQos0IsABreach",
     v5,
     [](History& h) {
         send(h, "a", Qos::exactly_once);
         get(get(h, "a", 0, Qos::at_most_once), "a", 2, Qos::exactly_once);
     },
     "",
     {"v5/4.3.3-10"}},
    {"EachSubscriptionMayHaveItsCopyAtItsOwnQos",
     v5,
     [](History& h) {
         h.subscribe(reader, filter("plant/1/+", Qos::at_most_once)).wait(1s);
         send(h, "a", Qos::exactly_once);
         get(get(h, "a", 0, Qos::at_most_once), "a", 2, Qos::exactly_once);
     },
     "v5/4.3.3-10",
     {}},
    {"AtQos1ASecondCopyIsNone",
     v3,
     [](History& h) { get(get(send(h, "a"), "a", 1), "a", 2); },
     "v311/4.5.0-1",
     {}},
    {"AtQos0ASecondCopyIsABreach",
     v3,
     [](History& h) {
         send(h, "a", Qos::at_most_once);
         get(get(h, "a", 0, Qos::at_most_once), "a", 0, Qos::at_most_once);
     },
     "BW-DEL-1",
     {"BW-DEL-1"}},
    {"EachSubscriptionMayHaveItsCopy",
     v3,
     [](History& h) {
         h.subscribe(reader, filter("plant/1/+")).wait(1s);
         send(h, "a", Qos::exactly_once);
         get(get(h, "a", 1, Qos::exactly_once), "a", 2, Qos::exactly_once);
     },
     "v311/4.3.3-2",
     {}},
    {"ARepetitionIsNoSecondCopy",
     v5,
     [](History& h) {
         send(h, "a", Qos::exactly_once);
         mqtt::Publish repeated = message("a", Qos::exactly_once, 1);
         h.down(reader, repeated);
         repeated.dup = true;
         h.down(reader, repeated);
     },
     "v5/4.3.3-10",
     {}},
    {"AMessageThatNobodySentIsABreach",
     v5,
     [](History& h) { get(h, "made up", 1); },
     "",
     {"BW-DEL-2"}},
    {"AMessageOfTheBrokersOwnIsABreachWhereAWildcardBringsIt",
     v5,
     [](History& h) {
         h.subscribe(reader, filter("#")).wait(1s);
         h.deliver(reader, "$SYS/broker/uptime", "9 seconds");
     },
     "",
     {"v5/3.3.2-3"}},
    {"AMessageOfTheBrokersOwnComesToWhoNamesIt",
     v5,
     [](History& h) {
         h.subscribe(reader, filter("$SYS/#")).wait(1s);
         h.deliver(reader, "$SYS/broker/uptime", "9 seconds");
     },
     "v5/3.3.2-3",
     {}},
    {"AnotherPayloadIsABreach",
     v3,
     [](History& h) { get(send(h, "a", Qos::at_most_once), "b", 0, Qos::at_most_once); },
     "",
     {"BW-DEL-2"}},
    {"AfterAPacketThatNobodyCanReadAnythingMayCome",
     v3,
     [](History& h) { get(h.stray_up(writer), "made up", 1); },
     "",
     {}},
    {"AHigherQosIsABreach",
     v3,
     [](History& h) {
         send(h, "a", Qos::at_most_once);
         get(h, "a", 1);
     },
     "",
     {"v311/3.8.4-6"}},
    {"ATopicThatNobodyAskedForIsABreach",
     v5,
     [](History& h) { h.publish(writer, "other", "a").deliver(reader, "other", "a"); },
     "BW-DEL-2",
     {"v5/3.3.2-3"}},
    {"AMessageAfterUnsubscribeIsABreach",
     v3,
     [](History& h) {
         mqtt::Unsubscribe leaving{9, {}, {"plant/#"}};
         mqtt::Unsuback left;
         left.packet_id = 9;
         h.up(reader, leaving).wait(1ms).down(reader, left).wait(1s);
         get(send(h, "a"), "a", 1);
     },
     "v311/3.3.2-3",
     {"v311/3.10.4-2"}},
    {"AMessageBeforeUnsubscribeMayStillCome",
     v3,
     [](History& h) {
         send(h, "a");
         mqtt::Unsubscribe leaving{9, {}, {"plant/#"}};
         mqtt::Unsuback left;
         left.packet_id = 9;
         h.up(reader, leaving).wait(1ms).down(reader, left).wait(1s);
         get(h, "a", 1);
     },
     "v311/3.10.4-2",
     {}},
    {"ALaterMessageFirstIsABreach",
     v3,
     [](History& h) {
         send(send(h, "a"), "b");
         get(get(h, "b", 1), "a", 2);
     },
     "v311/4.6.0-6",
     {"v311/4.6.0-6"}},
    {"OrderAcrossQosIsFree",
     v3,
     [](History& h) {
         send(send(h, "a", Qos::exactly_once), "b");
         get(get(h, "b", 1), "a", 2, Qos::exactly_once);
     },
     "v311/4.6.0-6",
     {}},
};

INSTANTIATE_TEST_SUITE_P(Surplus, DeliveryStory, testing::ValuesIn(surplus),
                         [](const auto& each) { return each.param.name; });

TEST(DeliveryLaw, HoldsTheBrokerToTheQosItGranted) {
    History history = stage(v5, filter("plant/#", Qos::at_most_once));
    get(send(history, "a"), "a", 1);
    const auto findings = history.wait(5s).judge_by<DeliveryLaw>();
    EXPECT_EQ(breaches(findings), (std::vector<std::string>{"v5/3.8.4-8"})) << explain(findings);
}

TEST(DeliveryLaw, KeepsOwnMessagesFromThoseWhoWantNone) {
    for (const bool own : {true, false}) {
        History history = stage(v5, filter("plant/#", Qos::at_least_once, true));
        const sim::ConnectionId author = own ? reader : writer;
        history.up(author, message("a", Qos::at_most_once)).wait(1ms);
        history.down(reader, message("a", Qos::at_most_once)).wait(5s);
        const auto findings = history.judge_by<DeliveryLaw>();
        EXPECT_EQ(breaches(findings).size(), own ? 1U : 0U) << explain(findings);
        EXPECT_EQ(held(findings, "v5/3.8.3-3"), own ? 0U : 1U);
    }
}

TEST(DeliveryLaw, LosesNothingInAQueueThatMayBeFull) {
    LawContext context = History::context();
    context.broker.limits.queued_messages = 2;
    for (const int count : {1, 3}) {
        History history = stage();
        history.disconnect(reader).close(reader).wait(1s);
        for (int i = 0; i < count; ++i) send(history, std::to_string(i).c_str());
        come_back(history);
        const auto findings = history.wait(5s).judge_by<DeliveryLaw>(context);
        EXPECT_EQ(breaches(findings).size(), count == 1 ? 1U : 0U) << explain(findings);
    }
}

TEST(DeliveryLaw, OwesNothingToAnotherUserOfTheClientId) {
    History history = stage();
    history.disconnect(reader).close(reader).wait(1s);
    mqtt::Connect thief = reading(send(history, "a"));
    thief.user_name = "thief";
    history.connect(again, thief, true).wait(5s);
    const auto findings = history.judge_by<DeliveryLaw>();
    EXPECT_TRUE(breaches(findings).empty()) << explain(findings);
}

TEST(DeliveryLaw, OwesNothingThatANewAclMayForbid) {
    DeliveryLaw law(History::context());
    History history = stage();
    history.disconnect(reader).close(reader).wait(1s);
    for (const sim::Event& event : send(history, "a").events()) law.see(event);
    law.acl_changed({{"dashboard", Access::none, {*TopicFilter::parse("plant/#")}}}, history.now());
    const std::size_t told = history.events().size();
    come_back(history.wait(1s));
    history.wait(5s);
    for (std::size_t i = told; i < history.events().size(); ++i) law.see(history.events()[i]);
    EXPECT_TRUE(breaches(law.finish(history.now())).empty());
}

TEST(DeliveryLaw, CountsWhatBecameOfMessages) {
    DeliveryLaw law(History::context());
    History history = stage();
    get(send(history, "a"), "a", 1);
    send(history, "b", Qos::at_most_once);
    send(history, "c").wait(5s);
    for (const sim::Event& event : history.events()) law.see(event);
    law.finish(history.now());
    EXPECT_EQ(law.counts().attempted, 3U);
    EXPECT_EQ(law.counts().acknowledged, 2U);
    EXPECT_EQ(law.counts().unknown(), 1U);
    EXPECT_EQ(law.counts().delivered, 1U);
    EXPECT_EQ(law.counts().lost, 1U);
}

}  // namespace
}  // namespace breakwire::scenarios::delivery_story
