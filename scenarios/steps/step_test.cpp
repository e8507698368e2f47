#include "scenarios/steps/step.hpp"

#include <gmock/gmock.h>

#include "scenarios/steps/step_bench.hpp"

namespace breakwire::scenarios {
namespace {

using sim::DeviceState;
using testing::ElementsAre;
using StepTest = StepBench;

mqtt::Subscribe one_filter(std::uint16_t id) { return {id, {}, {{"plant/#"}}}; }

TEST_F(StepTest, StartWaitsForTheConnectionAndTheSubscriptions) {
    begin("start: dashboard");
    EXPECT_THAT(stage.told, ElementsAre("dashboard: start"));
    happens(says("dashboard", DeviceState::connected, "no session"));
    pass(1s);
    EXPECT_TRUE(running());
    happens(sends("dashboard", one_filter(1)));
    EXPECT_TRUE(running());
    happens(gets("dashboard", mqtt::Suback{1, {}, {0}}));
    EXPECT_TRUE(done());
}

TEST_F(StepTest, StartGivesADeviceWithoutSubscriptionsAMomentToSettle) {
    begin("start: [dut]");
    happens(says("dut", DeviceState::connected));
    EXPECT_TRUE(running());
    happens(sends("dut", one_filter(1)));  // its model subscribes by itself
    pass(1s);
    EXPECT_TRUE(running());
    happens(gets("dut", mqtt::Suback{1, {}, {0}}));
    EXPECT_TRUE(done());
}

TEST_F(StepTest, StartDoesNotWaitForSubscriptionsOfASessionThatIsThere) {
    begin("start: dashboard");
    happens(says("dashboard", DeviceState::connected, "session_present"));
    pass(20ms);
    EXPECT_TRUE(done());
}

TEST_F(StepTest, StartEndsWithAFailedAttempt) {
    begin("start: [dashboard, dut]");
    happens(says("dut", DeviceState::connect_failed, "refused"));
    EXPECT_TRUE(running());
    happens(says("dashboard", DeviceState::connect_failed, "refused"));
    EXPECT_TRUE(done());
}

TEST_F(StepTest, StartEndsWithAConnectionThatEnds) {
    begin("start: dashboard");
    happens(says("dashboard", DeviceState::connected));
    happens(says("dashboard", DeviceState::disconnected));
    EXPECT_TRUE(done());
}

TEST_F(StepTest, StartLeavesAMissingSubackToAnExpectation) {
    begin("start: dashboard");
    happens(says("dashboard", DeviceState::connected));
    happens(sends("dashboard", one_filter(1)));
    pass(10s);
    EXPECT_TRUE(done());
}

TEST_F(StepTest, StartCannotWaitForADeviceThatNeverComes) {
    begin("start: [dashboard, dut]");
    happens(says("dut", DeviceState::connect_failed));
    pass(120s);
    EXPECT_TRUE(unworkable());
    EXPECT_EQ(detail(), "neither connected nor refused within 2m: dashboard");
}

TEST_F(StepTest, StartPassesOverDevicesThatAreThere) {
    stage.device("dut").is_connected = true;
    begin("start: dut");
    EXPECT_TRUE(done());
    EXPECT_TRUE(stage.told.empty());
}

TEST_F(StepTest, StopWaitsUntilTheDevicesHaveStopped) {
    begin("stop: [dut, dashboard]");
    happens(says("dashboard", DeviceState::stopped));
    EXPECT_TRUE(running());
    happens(says("dut", DeviceState::stopped));
    EXPECT_TRUE(done());
    EXPECT_THAT(stage.told, ElementsAre("dut: stop", "dashboard: stop"));
}

TEST_F(StepTest, PowerGoesOffAtOnceAndComesBackAsStartDoes) {
    begin("power: {off: dut}");
    EXPECT_TRUE(done());
    begin("power: {on: dut}");
    EXPECT_TRUE(running());
    happens(says("dut", DeviceState::connected));
    pass(20ms);
    EXPECT_TRUE(done());
    EXPECT_THAT(stage.told, ElementsAre("dut: power off", "dut: power on"));
}

TEST_F(StepTest, PowerThatTakesTimeIsWaitedFor) {
    stage.device("dut").prompt = false;
    begin("power: {off: dut}");
    EXPECT_TRUE(running());
    stage.device("dut").finish();
    EXPECT_TRUE(done());
}

TEST_F(StepTest, PowerThatCannotBeHadSaysWhy) {
    stage.device("dut").prompt = false;
    begin("power: {cycle: dut}");
    stage.device("dut").finish("uhubctl: exit status 1");
    EXPECT_TRUE(unworkable());
    EXPECT_EQ(detail(), "uhubctl: exit status 1");
    happens(says("dut", DeviceState::connected));
    pass(20ms);
}

TEST_F(StepTest, AResetWaitsForWhatComesAfterTheOldConnection) {
    begin("power: {reset: dut}");
    EXPECT_EQ(steps.back()->text(), "power reset dut");
    happens(says("dut", DeviceState::disconnected));
    EXPECT_TRUE(running());
    happens(says("dut", DeviceState::connecting));
    EXPECT_TRUE(running());
    happens(says("dut", DeviceState::connected));
    pass(20ms);
    EXPECT_TRUE(done());
}

TEST_F(StepTest, WaitPassesTimeAndIsNoAction) {
    begin("power: {off: dut}");
    pass(1s);
    begin("wait: 5s");
    pass(4999ms);
    EXPECT_TRUE(running());
    pass(1ms);
    EXPECT_TRUE(done());
    EXPECT_EQ(stage.last_action(), Instant{});
}

TEST_F(StepTest, WaitKnowsTheBrokersGranularityOfDelays) {
    begin("power: {off: dut}");
    pass(2s);
    begin("wait: {delay: 10s}");
    EXPECT_EQ(steps.back()->text(), "wait for what is due after 10s");
    pass(9100ms);  // a second of granularity and the promptness of the broker, from the action on
    EXPECT_TRUE(running());
    pass(1ms);
    EXPECT_TRUE(done());
    begin("wait: {delay: 10s}");
    pass(0s);
    EXPECT_TRUE(done());
}

TEST_F(StepTest, PublishHandsOverAndSaysWhatStandsInTheWay) {
    begin("publish: {device: dut, topic: a/b, payload: hello, qos: 1, retain: true}");
    EXPECT_TRUE(done());
    EXPECT_THAT(stage.told, ElementsAre("dut: publish a/b hello q1 retain"));
    EXPECT_EQ(steps.back()->text(), "publish dut a/b \"hello\" q1 retain");
    stage.device("dut").problem = "not connected";
    begin("publish: {device: dut, topic: a/b}");
    EXPECT_TRUE(unworkable());
    EXPECT_EQ(detail(), "not connected");
}

TEST_F(StepTest, SubscribeAndUnsubscribeWaitForTheirAnswers) {
    begin("subscribe: {device: dut, filter: 'a/#', qos: 2}");
    EXPECT_TRUE(running());
    happens(gets("dashboard", mqtt::Suback{1, {}, {0}}));
    EXPECT_TRUE(running());
    happens(gets("dut", mqtt::Suback{1, {}, {0}}));
    EXPECT_TRUE(done());
    begin("unsubscribe: {device: dut, filter: 'a/#'}");
    EXPECT_TRUE(running());
    happens(gets("dut", mqtt::Unsuback{2}));
    EXPECT_TRUE(done());
    begin("subscribe: {device: dut, filter: 'a/#'}");
    pass(10s);
    EXPECT_TRUE(done());
}

TEST_F(StepTest, ConnectEndsWithTheFirstOutcome) {
    begin("connect: dut");
    happens(says("dut", DeviceState::connect_failed));
    EXPECT_TRUE(done());
    EXPECT_THAT(stage.told, ElementsAre("dut: connect"));
}

TEST_F(StepTest, DisconnectNeedsAConnection) {
    begin("disconnect: dut");
    EXPECT_TRUE(unworkable());
    stage.device("dut").is_connected = true;
    begin("disconnect: {device: dut, reason: 0x04}");
    EXPECT_TRUE(running());
    happens(says("dut", DeviceState::disconnected, "by us"));
    EXPECT_TRUE(done());
    EXPECT_THAT(stage.told, ElementsAre("dut: disconnect 4"));
}

TEST_F(StepTest, SendHandsOverTheOctets) {
    begin("send: {device: dut, hex: 'c0 00'}");
    EXPECT_TRUE(done());
    EXPECT_THAT(stage.told, ElementsAre("dut: send c000"));
}

TEST_F(StepTest, SendHandsOverAPacketWrittenByItsFields) {
    begin("send: {device: dut, packet: {type: puback, packet_id: 7}}");
    begin("send: {device: dut, packet: {type: pingreq}, malformed: reserved_flags}");
    EXPECT_TRUE(done());
    EXPECT_EQ(steps.back()->text(), "send dut PINGREQ with reserved_flags");
    begin("send: {device: dut, packet: {type: publish, topic: a}, malformed: packet_id_0}");
    EXPECT_TRUE(unworkable());
    EXPECT_THAT(stage.told, ElementsAre("dut: send 40020007", "dut: send c100"));
}

TEST_F(StepTest, FaultsHealByThemselves) {
    begin("fault: {link_down: {device: dut}, for: 5s}");
    EXPECT_TRUE(done());
    pass(5s);
    EXPECT_THAT(stage.told, ElementsAre("fault link_down on dut", "remove 1"));
}

TEST_F(StepTest, LiesStandBehindTheTap) {
    begin("lie: {packet_drop: {device: dut, match: {type: publish}}}");
    EXPECT_THAT(stage.told, ElementsAre("lie packet_drop on dut"));
    EXPECT_EQ(steps.back()->text(), "lie packet_drop dut");
}

TEST_F(StepTest, HealSaysIfThereIsNothingToHeal) {
    begin("heal");
    begin("heal: {kind: link_down, device: dut}");
    EXPECT_TRUE(done());
    stage.faults().in_force = 0;
    begin("heal: rst");
    EXPECT_TRUE(unworkable());
    EXPECT_THAT(stage.told, ElementsAre("heal '' ''", "heal 'link_down' 'dut'", "heal 'rst' ''"));
}

TEST_F(StepTest, BrokerStepsWaitUntilItIsDone) {
    begin("broker: crash");
    EXPECT_TRUE(running());
    stage.broker().finish();
    EXPECT_TRUE(done());
    begin("broker: restart");
    stage.broker().finish();
    EXPECT_TRUE(running());
    stage.broker().finish("port taken");
    EXPECT_TRUE(unworkable());
    begin("broker: {acl: [{may: read, topics: '#'}]}");
    EXPECT_THAT(stage.told,
                ElementsAre("broker: crash", "broker: stop", "broker: start", "broker: acl of 1"));
}

TEST_F(StepTest, ABrokerHasStartedWhenItIsReady) {
    begin("broker: restart");
    stage.broker().finish();
    pass(12s);
    stage.broker().finish();
    EXPECT_EQ(stage.last_action(), Instant{12s});
    begin("broker: stop");
    pass(3s);
    stage.broker().finish();
    EXPECT_EQ(stage.last_action(), Instant{12s});
}

TEST_F(StepTest, TogetherEndsWhenAllBranchesHave) {
    begin("together: [[{wait: 1s}, {stop: dut}], [{wait: 3s}]]");
    pass(1s);
    EXPECT_THAT(stage.told, ElementsAre("dut: stop"));
    happens(says("dut", DeviceState::stopped));
    pass(1s);
    EXPECT_TRUE(running());
    pass(1s);
    EXPECT_TRUE(done());
}

TEST_F(StepTest, TogetherMeasuresEachBranchFromItsOwnActions) {
    begin(
        "together: [[{power: {off: dut}}, {expect: {dashboard: {receives: a}, within: 2s}}], "
        "[{wait: 1s}, {power: {off: dashboard}}, {wait: 3s}]]");
    pass(1500ms);
    happens(gets("dashboard", publish("a", "x")));
    EXPECT_TRUE(last_check().held);
    EXPECT_EQ(last_check().path, "1.1.2");
    EXPECT_EQ(stage.last_action(), Instant{1s});
    pass(4s);
    EXPECT_TRUE(done());
}

TEST_F(StepTest, RepeatPlaysFreshStepsEachTimeAndStopsAtAFailure) {
    begin(
        "repeat: {times: 2, steps: [{power: {off: dut}}, {expect: {dashboard: {receives: a}, "
        "within: 1s}}]}");
    happens(gets("dashboard", publish("a", "x")));
    pass(0s);
    EXPECT_EQ(last_check().path, "1.2");
    EXPECT_TRUE(last_check().held);
    pass(2s);
    EXPECT_THAT(stage.told, ElementsAre("dut: power off", "dut: power off"));
    EXPECT_TRUE(failed());
}

TEST_F(StepTest, EveryStepIsInTheRecord) {
    begin("power: {off: dut}");
    const auto& events = stage.recorder().events();
    ASSERT_EQ(events.size(), 2u);
    EXPECT_EQ(events[0].as<sim::StepEvent>()->text, "power off dut");
    EXPECT_EQ(events[0].as<sim::StepEvent>()->path, "1");
    EXPECT_EQ(events[1].as<sim::StepEvent>()->phase, sim::Phase::end);
    EXPECT_EQ(stage.evidence_from(), 1u);
}

}  // namespace
}  // namespace breakwire::scenarios
