#include <gtest/gtest.h>

#include "scenarios/laws/will_stage.hpp"

/// Each way a connection can end, told as a record: lawful ones are held or unknown, each defect is
/// found, and nothing besides.
namespace breakwire::scenarios {
namespace {

using mqtt::Qos;
using mqtt::Version;
using sim::BrokerState;
using namespace will_stage;

mqtt::Will retained_will() {
    return History::will("plant/1/state", "offline", Qos::at_least_once, true);
}

struct Story {
    std::string name;
    std::function<History()> tell;
    std::string held;                   ///< a sentence it exercises; empty if all is unknown
    std::vector<std::string> breaches;  ///< what it breaks
};

void PrintTo(const Story& story, std::ostream* out) { *out << story.name; }

class WillStory : public testing::TestWithParam<Story> {};

TEST_P(WillStory, IsJudgedAsTheStandardSays) {
    const Story& story = GetParam();
    const auto findings = story.tell().judge();
    EXPECT_EQ(breaches(findings), story.breaches) << explain(findings);
    if (!story.held.empty()) {
        EXPECT_GT(held(findings, story.held), 0U);
    }
}

const std::vector<Story> lawful{
    {"AfterAReset",
     [] { return stage().rst(device).wait(100ms).deliver(dashboard).wait(5s); },
     "v311/3.1.2-8",
     {}},
    {"AfterAFin",
     [] { return stage().fin(device).wait(100ms).deliver(dashboard).wait(5s); },
     "v311/3.1.2-8",
     {}},
    {"AfterMalformedBytesMadeTheBrokerClose",
     [] {
         return stage().malformed_up(device).wait(3ms).deliver(dashboard).close(device).wait(5s);
     },
     "v311/3.1.2-8",
     {}},
    {"JustBeforeTheBrokersFinIsSeen",
     [] { return stage().deliver(dashboard).wait(400ms).close(device).wait(5s); },
     "v311/3.1.2-8",
     {}},
    {"AfterSilence",
     [] {
         return stage(Version::v3_1_1, History::will(), 10)
             .up(device, mqtt::Pingreq{})
             .wait(17s)
             .deliver(dashboard)
             .close(device)
             .wait(9s);
     },
     "v311/3.1.2-8",
     {}},
    {"AfterTakeoverIn3_1_1",
     [] {
         History history = stage();
         history.up(again, history.connect_packet("thermometer")).wait(1ms);
         history.deliver(dashboard).close(device).down(again, mqtt::Connack{});
         return history.wait(5s);
     },
     "v311/3.1.2-8",
     {}},
    {"AfterTheDelay",
     [] { return delayed_stage().rst(device).wait(10'500ms).deliver(dashboard).wait(5s); },
     "v5/3.1.2-8",
     {}},
    {"AtTheEndOfTheSessionIfThatIsSooner",
     [] {
         History history(Version::v5_0);
         history.connect(dashboard, "dashboard").subscribe(dashboard, subscription());
         history.wait(5s).connect(device, persistent(history, "thermometer", 0, 10));
         return history.wait(5s).rst(device).wait(10ms).deliver(dashboard).wait(20s);
     },
     "v5/3.1.2-8",
     {}},
    {"NotAfterResumptionWithinTheDelay",
     [] {
         History history = delayed_stage();
         mqtt::Connect back = persistent(history, "thermometer", 60, 10);
         back.clean_start = false;
         return history.rst(device).wait(5s).connect(again, back, true).wait(20s);
     },
     "v5/3.1.3-9",
     {}},
    {"NotAfterDisconnect",
     [] { return stage().disconnect(device).fin(device).wait(5s); },
     "v311/3.14.4-3",
     {}},
    {"AfterDisconnectWithWill",
     [] {
         return stage(Version::v5_0)
             .disconnect(device, 0x04)
             .fin(device)
             .wait(1ms)
             .deliver(dashboard)
             .wait(5s);
     },
     "BW-WILL-1",
     {}},
    {"AtTheGrantedQos",
     [] {
         History history = stage();
         history.subscribe(dashboard, subscription("plant/#", Qos::exactly_once)).wait(5s);
         return history.rst(device)
             .deliver(dashboard, "plant/1/state", "offline", Qos::at_least_once)
             .wait(5s);
     },
     "v311/3.8.4-6",
     {}},
    {"StoredIfRetained",
     [] {
         History history = stage(Version::v3_1_1, retained_will());
         history.rst(device).deliver(dashboard).wait(5s).connect(again, "latecomer");
         history.subscribe(again, subscription());
         history.deliver(again, "plant/1/state", "offline", Qos::at_most_once, true);
         return history.wait(5s);
     },
     "v311/3.1.2-17",
     {}},
    {"NotStoredIfNotRetained",
     [] {
         History history = stage(Version::v5_0);
         history.rst(device).deliver(dashboard).wait(5s).connect(again, "latecomer");
         return history.subscribe(again, subscription()).wait(5s);
     },
     "v5/3.1.2-14",
     {}},
    {"TwiceAtQos1IsAtLeastOnce",
     [] {
         History history = stage();
         history.subscribe(dashboard, subscription("plant/#", Qos::at_least_once)).wait(5s);
         history.rst(device);
         for (int i = 0; i < 2; ++i) {
             history.deliver(dashboard, "plant/1/state", "offline", Qos::at_least_once);
         }
         return history.wait(5s);
     },
     "v311/3.1.2-8",
     {}},
    {"OncePerOverlappingSubscription",
     [] {
         History history =
             stage(Version::v3_1_1, History::will("plant/1/state", "offline", Qos::exactly_once));
         history.subscribe(dashboard, subscription("plant/+/state")).wait(5s);
         return history.rst(device).deliver(dashboard).deliver(dashboard).wait(5s);
     },
     "v311/3.1.2-8",
     {}},
    {"UnknownWhenTheBrokerCrashes",
     [] { return stage().rst(device).wait(1ms).broker(BrokerState::crashed).wait(9s); },
     "",
     {}},
    {"UnknownWhileTheBrokerIsPaused",
     [] {
         return stage()
             .broker(BrokerState::paused)
             .rst(device)
             .wait(9s)
             .broker(BrokerState::resumed)
             .wait(9s);
     },
     "",
     {}},
    {"UnknownWhenTheBrokerStops",
     [] { return stage().broker(BrokerState::stopping).deliver(dashboard).close(device).wait(9s); },
     "",
     {}},
    {"UnknownWhenTheCaseEndsTooSoon", [] { return stage().rst(device).wait(400ms); }, "", {}},
    {"UnknownWhenTheReaderIsGone",
     [] { return stage().rst(device).fin(dashboard).wait(9s); },
     "",
     {}},
    {"UnknownWhenTheReaderSubscribedTooLate",
     [] {
         History history(Version::v3_1_1);
         history.connect(device, "thermometer", History::will());
         history.connect(dashboard, "dashboard").wait(5s).rst(device);
         return history.subscribe(dashboard, subscription()).wait(9s);
     },
     "",
     {}},
    {"UnknownWhenAnotherMessageIsEqual",
     [] {
         History history = stage();
         history.publish(dashboard, "plant/1/state", "offline").deliver(dashboard).wait(1s);
         return history.rst(device).deliver(dashboard).wait(9s);
     },
     "",
     {}},
    {"UnknownWhenAResetOvertookTheDisconnect",
     [] { return stage().disconnect(device).rst(device).wait(1ms).deliver(dashboard).wait(5s); },
     "",
     {}},
    {"UnknownWhenAResumedSessionHadNoDelay",
     [] {
         History history(Version::v5_0);
         history.connect(dashboard, "dashboard").subscribe(dashboard, subscription());
         history.wait(5s).connect(device, persistent(history, "thermometer", 60, 0)).wait(5s);
         mqtt::Connect back = persistent(history, "thermometer", 60, 0);
         back.clean_start = false;
         return history.connect(again, back, true).close(device).wait(9s);
     },
     "",
     {}},
};

const std::vector<Story> unlawful{
    {"MissingAfterAReset", [] { return stage().rst(device).wait(5s); }, "", {"v311/3.1.2-8"}},
    {"MissingAfterAFin",
     [] { return stage(Version::v5_0).fin(device).wait(5s); },
     "",
     {"v5/3.1.2-8"}},
    {"MissingAfterTheBrokerClosed",
     [] { return stage().malformed_up(device).close(device).wait(5s); },
     "",
     {"v311/3.1.2-8"}},
    {"MissingAfterSilence",
     [] { return stage(Version::v3_1_1, History::will(), 10).wait(30s); },
     "",
     {"v311/3.1.2-8"}},
    {"MissingAfterTakeover",
     [] {
         History history = stage();
         history.connect(again, history.connect_packet("thermometer"));
         return history.close(device).wait(5s);
     },
     "",
     {"v311/3.1.2-8"}},
    {"MissingAfterTheDelay",
     [] { return delayed_stage().rst(device).wait(20s); },
     "",
     {"v5/3.1.2-8"}},
    {"MissingAfterDisconnectWithWill",
     [] { return stage(Version::v5_0).disconnect(device, 0x04).fin(device).wait(5s); },
     "",
     {"BW-WILL-1"}},
    {"TooLate",
     [] { return stage().rst(device).wait(2s).deliver(dashboard).wait(5s); },
     "",
     {"v311/3.1.2-8"}},
    {"TooLateAfterSilence",
     [] {
         return stage(Version::v3_1_1, History::will(), 10)
             .wait(25s)
             .deliver(dashboard)
             .close(device)
             .wait(5s);
     },
     "",
     {"v311/3.1.2-8"}},
    {"BeforeTheDelay",
     [] { return delayed_stage().rst(device).wait(2s).deliver(dashboard).wait(20s); },
     "",
     {"v5/3.1.2-8"}},
    {"WhileTheConnectionIsAlive",
     [] { return stage().deliver(dashboard).wait(5s); },
     "",
     {"v311/3.1.2-8"}},
    {"Twice",
     [] {
         return stage(Version::v3_1_1, History::will("plant/1/state", "offline", Qos::exactly_once))
             .rst(device)
             .deliver(dashboard)
             .wait(1ms)
             .deliver(dashboard)
             .wait(5s);
     },
     "",
     {"v311/3.1.2-10"}},
    {"TwiceAtQos1LongAfterItWasAcknowledged",
     [] { return stage().rst(device).deliver(dashboard).wait(3s).deliver(dashboard).wait(5s); },
     "",
     {"v311/3.1.2-10"}},
    {"AfterDisconnect",
     [] { return stage().disconnect(device).fin(device).deliver(dashboard).wait(5s); },
     "",
     {"v311/3.14.4-3"}},
    {"LongAfterDisconnect",
     [] {
         return stage(Version::v5_0)
             .disconnect(device)
             .fin(device)
             .wait(9s)
             .deliver(dashboard)
             .wait(5s);
     },
     "",
     {"v5/3.14.4-3"}},
    {"AfterResumptionWithinTheDelay",
     [] {
         History history = delayed_stage();
         mqtt::Connect back = persistent(history, "thermometer", 60, 10);
         back.clean_start = false;
         back.will.reset();
         history.rst(device).wait(5s).connect(again, back, true);
         return history.wait(5s).deliver(dashboard).wait(5s);
     },
     "",
     {"v5/3.1.3-9"}},
    {"ForAConnectionWithoutOne",
     [] {
         History history = stage();
         history.disconnect(device).fin(device).close(device).wait(5s);
         history.connect(again, "thermometer").wait(5s).fin(again).close(again);
         return history.wait(100ms).deliver(dashboard).wait(5s);
     },
     "",
     {"v311/3.1.2-12"}},
    {"ForARefusedConnection",
     [] {
         History history = stage();
         mqtt::Connect connect = history.connect_packet("other");
         connect.will = History::will("plant/2/state");
         mqtt::Connack refusal;
         refusal.reason = 5;
         history.up(again, connect).down(again, refusal).close(again);
         return history.deliver(dashboard, "plant/2/state").wait(5s);
     },
     "",
     {"v311/3.1.2-8"}},
    {"WithAnotherPayload",
     [] { return stage().rst(device).deliver(dashboard, "plant/1/state", "off").wait(5s); },
     "",
     {"v311/3.1.2-8"}},
    {"WithTheRetainFlag",
     [] {
         return stage(Version::v3_1_1,
                      History::will("plant/1/state", "offline", Qos::at_least_once, true))
             .rst(device)
             .deliver(dashboard, "plant/1/state", "offline", Qos::at_most_once, true)
             .wait(5s);
     },
     "",
     {"v311/3.3.1-9"}},
    {"MissingAfterATakeoverThatEndsTheSession",
     [] {
         History history = stage(Version::v5_0);
         history.connect(again, history.connect_packet("thermometer"));
         return history.close(device).wait(5s);
     },
     "",
     {"v5/3.1.2-8"}},
    {"NotStoredThoughRetained",
     [] {
         History history = stage(Version::v3_1_1, retained_will());
         history.rst(device).deliver(dashboard).wait(5s).connect(again, "latecomer");
         return history.subscribe(again, subscription()).wait(5s);
     },
     "",
     {"v311/3.1.2-17"}},
    {"StoredThoughNotRetained",
     [] {
         History history = stage(Version::v5_0);
         history.rst(device).deliver(dashboard).wait(5s).connect(again, "latecomer");
         history.subscribe(again, subscription());
         history.deliver(again, "plant/1/state", "offline", Qos::at_most_once, true);
         return history.wait(5s);
     },
     "",
     {"v5/3.1.2-14"}},
    {"AtAHigherQosThanGranted",
     [] {
         return stage()
             .rst(device)
             .deliver(dashboard, "plant/1/state", "offline", Qos::at_least_once)
             .wait(5s);
     },
     "",
     {"v311/3.8.4-6"}},
};

INSTANTIATE_TEST_SUITE_P(Lawful, WillStory, testing::ValuesIn(lawful),
                         [](const auto& each) { return each.param.name; });
INSTANTIATE_TEST_SUITE_P(Unlawful, WillStory, testing::ValuesIn(unlawful),
                         [](const auto& each) { return each.param.name; });

/// What the law says of a will that went missing when its client came again on another connection.
std::string missed_after_takeover(bool goes_on) {
    History history(Version::v3_1_1);
    history.connect(dashboard, "dashboard").subscribe(dashboard, subscription());
    mqtt::Connect first = history.connect_packet("thermometer");
    first.will = History::will();
    first.clean_start = false;
    history.wait(5s).connect(device, first).wait(5s);
    mqtt::Connect rival = history.connect_packet("thermometer");
    rival.clean_start = !goes_on;
    history.connect(again, rival, goes_on).close(device).wait(5s);
    return explain(history.judge());
}

TEST(WillStories, TellATakeoverOfTheSessionFromOtherEnds) {
    const std::string taken_over = "(session taken over, FIN of the broker at ";
    EXPECT_NE(missed_after_takeover(true).find(taken_over), std::string::npos)
        << missed_after_takeover(true);
    const std::string ended = missed_after_takeover(false);
    EXPECT_NE(ended.find("(FIN of the broker at "), std::string::npos) << ended;
}

}  // namespace
}  // namespace breakwire::scenarios
