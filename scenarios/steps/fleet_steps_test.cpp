#include <gmock/gmock.h>

#include "scenarios/steps/step_bench.hpp"

namespace breakwire::scenarios {
namespace {

using sim::DeviceState;
using testing::ElementsAre;

/// A stage with the fleet `pump_{n}` of two besides `dut` and `dashboard`.
class FleetStepsTest : public StepBench {
protected:
    FleetStepsTest() {
        cast.fleets.push_back({"pump_{n}", 2});
        cast.subscriptions["pump_1"] = 0;
    }
    const std::string& text() const { return last_text; }
    void begin(const std::string& yaml) {
        StepBench::begin(yaml);
        if (!steps.empty()) last_text = steps.back()->text();
    }
    std::string last_text;
};

TEST_F(FleetStepsTest, StartAndStopWaitForEachOfThem) {
    begin("start: [dut, \"pump_{n}\", pump_2]");
    EXPECT_THAT(stage.told, ElementsAre("dut: start", "pump_1: start", "pump_2: start"));
    EXPECT_EQ(text(), "start dut, pump_{n}, pump_2");
    for (const char* device : {"dut", "pump_1"}) happens(says(device, DeviceState::connected));
    pass(1s);
    EXPECT_TRUE(running());
    happens(says("pump_2", DeviceState::connected));
    pass(20ms);
    EXPECT_TRUE(done());
    begin("stop: \"pump_{n}\"");
    happens(says("pump_2", DeviceState::stopped));
    EXPECT_TRUE(running());
    happens(says("pump_1", DeviceState::stopped));
    EXPECT_TRUE(done());
}

TEST_F(FleetStepsTest, PowerGoesOffAndOnForAll) {
    begin("power: {off: \"pump_{n}\"}");
    begin("power: {on: \"pump_{n}\"}");
    EXPECT_THAT(stage.told, ElementsAre("pump_1: power off", "pump_2: power off",
                                        "pump_1: power on", "pump_2: power on"));
}

TEST_F(FleetStepsTest, AStepWithOneDeviceIsDoneByEachWithItsNumber) {
    begin("publish: {device: \"pump_{n}\", topic: \"line/{n}\", payload: \"{n} of {{n}}\"}");
    EXPECT_TRUE(done());
    EXPECT_THAT(stage.told, ElementsAre("pump_1: publish line/1 1 of {n} q0",
                                        "pump_2: publish line/2 2 of {n} q0"));
    EXPECT_EQ(text(), "publish pump_{n} line/{n} \"{n} of {{n}}\" q0");
}

TEST_F(FleetStepsTest, AStepWithOneDeviceEndsWhenItIsOverForAll) {
    begin("connect: \"pump_{n}\"");
    happens(says("pump_2", DeviceState::connect_failed));
    EXPECT_TRUE(running());
    happens(says("pump_1", DeviceState::connect_failed));
    EXPECT_TRUE(done());
    EXPECT_EQ(stage.recorder().events().size(), 4u);  // one begin and one end
}

TEST_F(FleetStepsTest, WhatOneOfThemCannotDoTheStepCannot) {
    stage.device("pump_2").problem = "not connected";
    begin("publish: {device: \"pump_{n}\", topic: a}");
    EXPECT_TRUE(unworkable());
    EXPECT_EQ(detail(), "not connected");
}

TEST_F(FleetStepsTest, ATextThatOnlyANumberMakesReadableIsTheFirstOnes) {
    begin("send: {device: \"pump_{n}\", hex: \"0{n}\"}");
    EXPECT_THAT(stage.told, ElementsAre("pump_1: send 01", "pump_2: send 02"));
    EXPECT_EQ(text(), "send pump_1 01, and so on for pump_{n}");
}

TEST_F(FleetStepsTest, ExpectWantsItOfEach) {
    begin("expect: {\"pump_{n}\": {receives: \"line/{n}\"}, within: 5s}");
    EXPECT_EQ(text(), "expect pump_{n} receives line/{n} within 5s");
    happens(gets("pump_1", publish("line/1", "x")));
    happens(gets("pump_2", publish("line/1", "x")));
    EXPECT_TRUE(running());
    happens(gets("pump_2", publish("line/2", "x")));
    EXPECT_TRUE(done());
    EXPECT_EQ(last_check().expected, "pump_2 receives line/2 within 5s (0.000 s to 5.000 s)");
}

TEST_F(FleetStepsTest, ExpectWithinTheKeepAliveOfAFleetHasAWindowForEach) {
    mqtt::Connect connect;
    connect.keep_alive = 10;
    happens(broker_reads("pump_1", connect));
    pass(3s);
    happens(broker_reads("pump_2", connect));
    begin("power: {off: \"pump_{n}\"}");
    begin("expect: {dashboard: {receives: \"line/{n}\"}, within: {keep_alive: \"pump_{n}\"}}");
    EXPECT_EQ(text(),
              "expect dashboard receives line/1 within the keep alive of pump_1, and so on for "
              "pump_{n}");
    EXPECT_EQ(stage.last_action(), Instant{3s});
    pass(13s);  // at 16 s: 1.5 x 10 s after 0 s
    happens(gets("dashboard", publish("line/1", "x")));
    EXPECT_TRUE(running());
    pass(2s);
    happens(gets("dashboard", publish("line/2", "x")));
    EXPECT_TRUE(done()) << detail();
    EXPECT_EQ(last_check().expected,
              "dashboard receives line/2 within the keep alive of pump_2 (18.000 s to 20.100 s)");
}

TEST_F(FleetStepsTest, NeverIsBrokenByAnyOfThem) {
    begin("never: {\"pump_{n}\": disconnected, for: 5s}");
    happens(transport("pump_2", sim::Transport::fin));
    EXPECT_TRUE(failed());
}

TEST_F(FleetStepsTest, AFaultOnOneDeviceIsOneForEach) {
    begin("fault: {packet_drop: {device: \"pump_{n}\", match: {type: publish}}, for: 5s}");
    EXPECT_EQ(text(), "fault packet_drop pump_{n} for 5s");
    pass(5s);
    EXPECT_THAT(stage.told, ElementsAre("fault packet_drop on pump_1",
                                        "fault packet_drop on pump_2", "remove 1", "remove 2"));
}

TEST_F(FleetStepsTest, AFaultOnAGroupIsOneForAll) {
    begin("fault: {partition: \"pump_{n}\"}");
    EXPECT_THAT(stage.told, ElementsAre("fault partition on pump_1, pump_2"));
    EXPECT_EQ(text(), "fault partition pump_{n}");
    begin("fault: {link_down: {device: [dut, \"pump_{n}\"]}}");
    EXPECT_EQ(stage.told.back(), "fault link_down on dut, pump_1, pump_2");
}

TEST_F(FleetStepsTest, ALieAboutOneDeviceIsOneForEach) {
    begin("lie: {packet_drop: {device: \"pump_{n}\", match: {topic: \"line/{n}\"}}}");
    EXPECT_THAT(stage.told, ElementsAre("lie packet_drop on pump_1", "lie packet_drop on pump_2"));
}

TEST_F(FleetStepsTest, HealIsForEach) {
    begin("heal: {kind: link_down, device: \"pump_{n}\"}");
    EXPECT_THAT(stage.told, ElementsAre("heal 'link_down' 'pump_1'", "heal 'link_down' 'pump_2'"));
}

}  // namespace
}  // namespace breakwire::scenarios
