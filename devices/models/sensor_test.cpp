#include "devices/models/sensor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "devices/models/fake_port.hpp"
#include "devices/test_nodes.hpp"
#include "sim/base/manual_timers.hpp"

namespace breakwire::devices {
namespace {

using Entries = std::vector<std::pair<std::string, Node>>;
using Done = std::vector<std::string>;

class SensorTest : public testing::Test {
protected:
    /// Builds the sensor, powers it and connects it.
    void begin(const Entries& settings) {
        Mistakes mistakes;
        ASSERT_TRUE(Sensor::fields().read(sensor, map(settings), mistakes))
            << mistakes.found().front().what();
        behaviour = sensor.build({name, port, timers, Luck(7), place});
        port.behaviour = behaviour.get();
        behaviour->on_power(true);
        behaviour->on_connected();
    }
    static Node publish(Entries more = {}) {
        more.emplace_back("topic", scalar("t"));
        more.emplace_back("every", scalar("1s"));
        return map(more);
    }
    static Node ramp() {
        return map({{"ramp",
                     map({{"from", scalar("0")}, {"to", scalar("10")}, {"over", scalar("10s")}})}});
    }

    ManualTimers timers;
    const std::string name = "thermometer";
    FakePort port{timers};
    Sensor sensor;
    double place = 0;
    std::unique_ptr<Behaviour> behaviour;
};

TEST_F(SensorTest, PublishesAtOnceAndThenEachPeriod) {
    begin({{"publish", publish({{"value", ramp()}})}});
    timers.advance(2s);
    EXPECT_EQ(port.done, (Done{"0s t 0.00", "1s t 1.00", "2s t 2.00"}));
}

TEST_F(SensorTest, StartsAtItsPhase) {
    begin({{"publish", publish({{"value", ramp()}, {"phase", scalar("300ms")}})}});
    timers.advance(1500ms);
    EXPECT_EQ(port.done, (Done{"300ms t 0.00", "1.3s t 1.00"}));
}

TEST_F(SensorTest, OfAFleetStartsAtItsPlaceBetweenTwoSamples) {
    place = 0.25;
    begin({{"publish", publish({{"value", ramp()}, {"phase", scalar("spread")}})}});
    timers.advance(1500ms);
    EXPECT_EQ(port.done, (Done{"250ms t 0.00", "1.25s t 1.00"}));
}

TEST_F(SensorTest, MayStartAnywhereBetweenTwoSamples) {
    begin({{"publish", publish({{"value", ramp()}, {"phase", scalar("random")}})}});
    timers.advance(2s);
    ASSERT_EQ(port.done.size(), 2u);
    EXPECT_THAT(port.done.front(), testing::Not(testing::StartsWith("0s ")));
}

TEST_F(SensorTest, APhaseIsADurationOrOneOfTwoWords) {
    Mistakes mistakes;
    Sensor none;
    Sensor::fields().read(
        none, map({{"publish", publish({{"value", ramp()}, {"phase", scalar("even")}})}}),
        mistakes);
    ASSERT_EQ(mistakes.count(), 1u);
    EXPECT_THAT(
        mistakes.found().front().what(),
        testing::HasSubstr("expected a duration such as 20ms, spread or random, got 'even'"));
}

TEST_F(SensorTest, FillsInItsPayload) {
    begin(
        {{"publish", publish({{"value", scalar("21.46")},
                              {"decimals", scalar("1")},
                              {"payload", scalar(R"({"v": {value}, "n": {n}, "t": {time}})")}})}});
    timers.advance(1s);
    EXPECT_EQ(port.done, (Done{R"(0s t {"v": 21.5, "n": 0, "t": 0.000})",
                               R"(1s t {"v": 21.5, "n": 1, "t": 1.000})"}));
}

TEST_F(SensorTest, SkipsWhatFallsIntoATimeWithoutConnection) {
    begin({{"publish", publish({{"value", ramp()}})}});
    timers.advance(500ms);
    port.online = false;
    behaviour->on_disconnected();
    timers.advance(2s);
    EXPECT_EQ(timers.next(), std::nullopt);
    port.online = true;
    behaviour->on_connected();
    timers.advance(1s);
    EXPECT_EQ(port.done, (Done{"0s t 0.00", "3s t 3.00"}));
}

TEST_F(SensorTest, IsSilentWithoutPower) {
    begin({{"publish", publish({{"value", ramp()}})}});
    behaviour->on_power(false);
    timers.advance(5s);
    EXPECT_EQ(port.done, Done{});
}

TEST_F(SensorTest, SleepsAndWakesByItsDutyCycle) {
    begin({{"publish", publish({{"value", ramp()}})},
           {"sleep", map({{"awake", scalar("1500ms")}, {"asleep", scalar("1s")}})}});
    timers.advance(2600ms);
    port.online = true;
    behaviour->on_connected();
    timers.advance(500ms);
    EXPECT_EQ(port.done,
              (Done{"0s t 0.00", "1s t 1.00", "1.5s sleeps", "2.5s wakes", "3s t 3.00"}));
}

TEST_F(SensorTest, GoesSilentWithoutAWordIfItsRadioIsJustOff) {
    begin({{"publish", publish({{"value", ramp()}, {"phase", scalar("10s")}})},
           {"sleep",
            map({{"awake", scalar("1s")}, {"asleep", scalar("1s")}, {"radio", scalar("off")}})}});
    timers.advance(1s);
    EXPECT_EQ(port.done, Done{"1s sleeps without a word"});
}

TEST_F(SensorTest, DiesWithItsBattery) {
    begin({{"publish", publish({{"value", scalar("1")}})},
           {"battery", map({{"capacity", scalar("3")},
                            {"per_message", scalar("1")},
                            {"per_second", scalar("0.25")}})}});
    timers.advance(10s);
    EXPECT_EQ(port.done, (Done{"0s t 1.00", "0s battery at 70 %", "1s battery at 60 %", "1s t 1.00",
                               "1s battery at 30 %", "2s battery at 20 %", "2s t 1.00",
                               "2s battery at 0 %", "2s dies"}));
}

TEST_F(SensorTest, DiesOfTimeAlone) {
    begin({{"publish", publish({{"value", scalar("1")}, {"phase", scalar("1h")}})},
           {"battery", map({{"capacity", scalar("3")}, {"per_second", scalar("1")}})}});
    timers.advance(10s);
    EXPECT_EQ(port.done, (Done{"3s battery at 0 %", "3s dies"}));
}

TEST_F(SensorTest, RebootsWhenToldButNotByWhatWasRetained) {
    begin({{"publish", publish({{"value", ramp()}, {"phase", scalar("1h")}})},
           {"reboot", map({{"topic", scalar("t/command")}, {"takes", scalar("5s")}})}});
    const auto tell = [this](const char* topic, const char* word, bool retain) {
        behaviour->on_message(
            {topic, to_bytes(std::string_view(word)), mqtt::Qos::at_least_once, retain});
    };
    tell("t/command", "reboot", true);
    tell("t/command", "sing", false);
    tell("t/other", "reboot", false);
    timers.advance(1s);
    EXPECT_EQ(port.done, Done{});
    tell("t/command", "reboot", false);
    tell("t/command", "reboot", false);  // one is enough
    timers.advance(10s);
    EXPECT_EQ(port.done, (Done{"1.2s reboots", "1.2s sleeps", "6.2s wakes"}));
}

TEST_F(SensorTest, ThatRebootsCannotSleepAsWell) {
    Mistakes mistakes;
    const Entries settings{{"publish", publish({{"value", scalar("1")}})},
                           {"reboot", map({{"topic", scalar("t")}})},
                           {"sleep", map({{"awake", scalar("1s")}, {"asleep", scalar("1s")}})}};
    Sensor::fields().read(sensor, map(settings), mistakes);
    EXPECT_EQ(texts(mistakes), std::vector<std::string>{"reboot and sleep exclude each other"});
}

TEST(PublishSettings, NeedsSomethingToSay) {
    Mistakes mistakes;
    ValueType<PublishSettings>::read(map({{"topic", scalar("t")}, {"every", scalar("1s")}}),
                                     mistakes);
    EXPECT_EQ(texts(mistakes),
              std::vector<std::string>{"value is missing, and there is no payload either"});
}

}  // namespace
}  // namespace breakwire::devices
