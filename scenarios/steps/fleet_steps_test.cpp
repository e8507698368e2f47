#include <gmock/gmock.h>

#include <set>

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

TEST_F(FleetStepsTest, StartOneAfterTheOtherTakesItsTime) {
    cast.fleets.push_back({"meter_{n}", 4});
    begin("start: {devices: \"meter_{n}\", ramp_up: 2s}");
    EXPECT_EQ(text(), "start meter_{n} over 2s");
    EXPECT_EQ(steps.back()->takes({}).text(), "1.5s");
    EXPECT_THAT(stage.told, ElementsAre("meter_1: start"));
    pass(500ms);
    EXPECT_THAT(stage.told, ElementsAre("meter_1: start", "meter_2: start"));
    pass(1s);
    EXPECT_EQ(stage.told.size(), 4u);
    for (const char* each : {"meter_1", "meter_2", "meter_3"}) {
        happens(says(each, DeviceState::connected));
    }
    pass(1s);
    EXPECT_TRUE(running());
    happens(says("meter_4", DeviceState::connect_failed));
    EXPECT_TRUE(done());
}

TEST_F(FleetStepsTest, StartAtARateIsSoManyASecond) {
    begin("start: {devices: \"pump_{n}\", ramp_up: 4/s}");
    EXPECT_EQ(text(), "start pump_{n} at 4/s");
    pass(249ms);
    EXPECT_EQ(stage.told.size(), 1u);
    pass(1ms);
    EXPECT_EQ(stage.told.size(), 2u);
}

TEST_F(FleetStepsTest, WhoDoesNotArriveIsNamedButOnlyTheFirstTen) {
    cast.fleets.push_back({"meter_{n}", 12});
    begin("start: \"meter_{n}\"");
    pass(120s);
    EXPECT_TRUE(unworkable());
    EXPECT_EQ(detail(),
              "neither connected nor refused within 2m: meter_1, meter_10, meter_11, meter_12, "
              "meter_2, meter_3, meter_4, meter_5, meter_6, meter_7 and 2 more");
}

TEST_F(FleetStepsTest, AFaultMayConcernAShareOfThem) {
    cast.fleets.push_back({"meter_{n}", 10});
    begin("fault: {link_down: {device: \"meter_{n}\"}, share: 25%}");
    EXPECT_EQ(text(), "fault link_down meter_{n}, 25% of them");
    const auto drawn = stage.told;
    EXPECT_EQ(drawn.size(), 3u);  // 2.5, rounded up
    EXPECT_EQ(std::set<std::string>(drawn.begin(), drawn.end()).size(), 3u);
    stage.told.clear();
    begin("fault: {link_down: {device: \"meter_{n}\"}, share: 25%}");
    EXPECT_EQ(stage.told, drawn);  // the same seed at the same instant
    stage.told.clear();
    pass(1s);
    begin("fault: {link_down: {device: \"meter_{n}\"}, share: 0.1%}");
    EXPECT_EQ(stage.told.size(), 1u);
}

TEST_F(FleetStepsTest, AShareIsOfAFleetAndOfSomebody) {
    const auto mistakes_of = [this](const std::string& yaml) {
        Mistakes mistakes;
        const auto node = read_yaml("[" + yaml + "]", "step.yaml", mistakes);
        make_step_list(*node, "", cast, mistakes);
        std::vector<std::string> out;
        for (const ConfigError& mistake : mistakes.found()) out.emplace_back(mistake.what());
        return out;
    };
    const std::string of_a_fleet =
        "error: share is for a fault on each device of a fleet: {device: \"NAME_{n}\"}";
    EXPECT_THAT(mistakes_of("fault: {link_down: {device: dut}, share: 30%}"),
                ElementsAre("step.yaml:1:43: " + of_a_fleet));
    EXPECT_THAT(
        mistakes_of("fault: {partition: \"pump_{n}\", share: 0%}"),
        ElementsAre("step.yaml:1:40: error: share is nobody", "step.yaml:1:40: " + of_a_fleet));
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
