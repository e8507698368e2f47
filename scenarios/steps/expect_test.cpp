#include "scenarios/steps/expect.hpp"

#include "scenarios/steps/step_bench.hpp"

namespace breakwire::scenarios {
namespace {

using ExpectTest = StepBench;

sim::PacketSeen message(const char* topic = "a", const char* payload = "x") {
    return gets("dashboard", publish(topic, payload));
}

TEST_F(ExpectTest, HoldsAtTheFirstMatch) {
    begin("expect: {dashboard: {receives: a}, within: 5s}");
    pass(1s);
    EXPECT_TRUE(running());
    const auto number = happens(message());
    EXPECT_TRUE(done());
    EXPECT_TRUE(last_check().held);
    EXPECT_EQ(last_check().evidence, std::vector<std::uint64_t>{number});
    EXPECT_EQ(last_check().expected, "dashboard receives a within 5s (0.000 s to 5.000 s)");
    EXPECT_EQ(last_check().seen, "PUBLISH q0 a \"x\" at 1.000 s");
    EXPECT_EQ(last_check().path, "1");
}

TEST_F(ExpectTest, SaysNothingIfNothingCame) {
    begin("expect: {dashboard: {receives: a}, within: 5s}");
    pass(5s);
    EXPECT_TRUE(running());
    pass(1s);
    EXPECT_EQ(detail(),
              "expected dashboard receives a within 5s (0.000 s to 5.000 s), saw nothing");
    EXPECT_TRUE(failed());
    EXPECT_FALSE(last_check().held);
}

TEST_F(ExpectTest, TakesWhatComesAtTheVeryEnd) {
    begin("expect: {dashboard: {receives: a}, within: 5s}");
    pass(5s);
    happens(message());
    EXPECT_TRUE(done());
}

TEST_F(ExpectTest, WaitsFiveSecondsIfNothingIsSaid) {
    begin("expect: {dashboard: {receives: a}}");
    pass(5s);
    EXPECT_TRUE(running());
    pass(1ms);
    EXPECT_TRUE(failed());
}

TEST_F(ExpectTest, ShowsWhatWasAlmostRight) {
    begin("expect: {dashboard: {receives: {topic: a, payload: y}}}");
    happens(message("a", "x"));
    pass(6s);
    EXPECT_EQ(last_check().seen, "PUBLISH q0 a \"x\" at 0.000 s");
}

TEST_F(ExpectTest, FailsAtOnceOnAMatchBeforeTheWindow) {
    begin("expect: {dashboard: {receives: a}, within: [15s, 23s]}");
    pass(3100ms);
    happens(message());
    EXPECT_TRUE(failed());
    EXPECT_EQ(
        last_check().seen,
        "too early: PUBLISH q0 a \"x\" at 3.100 s, 3.100 s after 0.000 s, expected not before "
        "15.000 s");
}

TEST_F(ExpectTest, HoldsInsideTheWindow) {
    begin("expect: {dashboard: {receives: a}, within: [15s, 23s]}");
    pass(15s);
    happens(message());
    EXPECT_TRUE(done());
}

TEST_F(ExpectTest, CountsWhatHappenedSinceTheLastAction) {
    happens(message());  // before the action: does not count
    begin("publish: {device: dut, topic: a}");
    happens(message());
    begin("wait: 1s");
    pass(1s);
    begin("expect: {dashboard: {receives: a}, within: 5s}");
    EXPECT_TRUE(done());
    EXPECT_EQ(last_check().evidence.size(), 1u);
    begin("expect: {dashboard: {receives: {topic: a, at_least: 2}}, within: 5s}");
    EXPECT_TRUE(running());
    pass(5s);
    EXPECT_TRUE(failed());
    EXPECT_EQ(last_check().seen, "1 of 2; PUBLISH q0 a \"x\" at 0.000 s");
}

TEST_F(ExpectTest, TellsActionsOfOneInstantApart) {
    begin("publish: {device: dut, topic: a}");
    happens(message());
    begin("publish: {device: dut, topic: a}");
    begin("expect: {dashboard: {receives: a}, within: 1s}");
    pass(2s);
    EXPECT_TRUE(failed());
}

TEST_F(ExpectTest, CallsLateWhatCameBeforeTheStepButAfterTheWindow) {
    begin("publish: {device: dut, topic: a}");
    pass(3s);
    happens(message());
    begin("expect: {dashboard: {receives: a}, within: 1s}");
    pass(0s);
    EXPECT_TRUE(failed());
    EXPECT_EQ(last_check().seen, "too late: PUBLISH q0 a \"x\" at 3.000 s");
}

TEST_F(ExpectTest, WaitsForTheEndToHoldExactlyN) {
    begin("expect: {dashboard: {receives: {topic: a, exactly: 2}}, within: 5s}");
    happens(message());
    happens(message());
    EXPECT_TRUE(running());
    pass(6s);
    EXPECT_TRUE(done());
    EXPECT_EQ(last_check().evidence.size(), 2u);
}

TEST_F(ExpectTest, FailsAtOneTooMany) {
    begin("expect: {dashboard: {receives: {topic: a, exactly: 2}}, within: 5s}");
    for (int i = 0; i < 3; ++i) happens(message());
    EXPECT_TRUE(failed());
    EXPECT_EQ(last_check().seen, "one too many, number 3: PUBLISH q0 a \"x\" at 0.000 s");
}

TEST_F(ExpectTest, HoldsExactlyNoneAtTheEnd) {
    begin("expect: {dashboard: {receives: {topic: a, exactly: 0}}, within: 5s}");
    pass(6s);
    EXPECT_TRUE(done());
}

TEST_F(ExpectTest, HoldsAtMostNAtTheEndHoweverFewThereWere) {
    begin("expect: {dut: {connect_failed: {at_most: 1}}, within: 5s}");
    pass(6s);
    EXPECT_TRUE(done());
    begin("power: {off: dut}");
    begin("expect: {dut: {connect_failed: {at_most: 1}}, within: 5s}");
    happens(transport("dut", sim::Transport::refused));
    EXPECT_TRUE(running());
    happens(transport("dut", sim::Transport::refused));
    EXPECT_TRUE(failed());
    EXPECT_EQ(last_check().seen, "one too many, number 2: a refused TCP connection at 6.000 s");
}

TEST_F(ExpectTest, FailsAtAContradiction) {
    begin("expect: {dut: {session_present: true}}");
    happens(gets("dut", mqtt::Connack{false}));
    EXPECT_TRUE(failed());
}

TEST_F(ExpectTest, WaitsForEachOfSeveralChecks) {
    begin("expect: {dashboard: [{receives: a}, {receives: b}], dut: connected}");
    happens(message("b"));
    happens(message("a"));
    EXPECT_TRUE(running());
    happens(gets("dut", mqtt::Connack{}));
    EXPECT_TRUE(done());
}

TEST_F(ExpectTest, KnowsWhatTheBrokerCallsAtOnce) {
    begin("expect: {dashboard: {receives: a}, within: at_once}");
    pass(100ms);
    EXPECT_TRUE(running());
    pass(1ms);
    EXPECT_TRUE(failed());
}

TEST_F(ExpectTest, KnowsTheBrokersGranularityOfDelays) {
    begin("expect: {dashboard: {receives: a}, within: {delay: 5s}}");
    pass(4999ms);
    EXPECT_TRUE(running());
    pass(1101ms);  // a second of granularity and the promptness of the delivery
    EXPECT_TRUE(running());
    pass(1ms);
    EXPECT_TRUE(failed());
}

class KeepAlive : public StepBench {
protected:
    KeepAlive() {
        mqtt::Connect connect;
        connect.keep_alive = 10;
        happens(broker_reads("dut", connect));
        pass(4s);
        happens(broker_reads("dut", mqtt::Pingreq{}));
        pass(1s);
        begin("power: {off: dut}");
        happens(says("dut", sim::DeviceState::powered_off));
    }
    const std::string expectation = "expect: {dashboard: {receives: a}, within: keep_alive}";
};

TEST_F(KeepAlive, CountsFromTheLastPacketTheBrokerRead) {
    begin(expectation);
    pass(14s);  // at 19 s: 1.5 x 10 s after 4 s
    happens(message());
    EXPECT_TRUE(done()) << detail();
    EXPECT_EQ(last_check().expected,
              "dashboard receives a within the keep alive (19.000 s to 21.100 s)");
}

TEST_F(KeepAlive, IsBrokenByWhatComesTooEarly) {
    begin(expectation);
    pass(13999ms);
    happens(message());
    EXPECT_TRUE(failed());
}

TEST_F(KeepAlive, IsBrokenByNothing) {
    begin(expectation);
    pass(16101ms);
    EXPECT_TRUE(failed());
}

TEST_F(KeepAlive, MovesWithAPacketThatWasStillUnderWay) {
    begin(expectation);
    pass(2s);
    happens(broker_reads("dut", mqtt::Pingreq{}));  // at 7 s
    pass(16s);
    EXPECT_TRUE(running());
    happens(message());  // at 23 s, past the first window
    EXPECT_TRUE(done()) << detail();
}

TEST_F(KeepAlive, ProvesNothingIfTheDeviceGoesOn) {
    begin(expectation);
    for (int i = 0; i < 12 && running(); ++i) {
        pass(4s);
        happens(broker_reads("dut", mqtt::Pingreq{}));
    }
    EXPECT_TRUE(unworkable());
}

TEST_F(KeepAlive, CanNameItsDevice) {
    begin("expect: {dashboard: {receives: a}, within: {keep_alive: dut}}");
    pass(15s);
    happens(message());
    EXPECT_TRUE(done()) << detail();
}

TEST_F(KeepAlive, GoesByWhatTheConnackSays) {
    mqtt::Connack connack;
    connack.properties.add(mqtt::PropertyId::server_keep_alive, std::uint16_t{2});
    happens(packet("dut", sim::Direction::down, sim::Tap::broker, connack, mqtt::Version::v5_0));
    begin(expectation);
    pass(2s);  // at 7 s: 1.5 x 2 s after 4 s
    happens(message());
    EXPECT_TRUE(done()) << detail();
}

TEST_F(ExpectTest, CannotTellWhoseKeepAliveCounts) {
    begin("expect: {dashboard: {receives: a}, within: keep_alive}");
    EXPECT_TRUE(unworkable());
    begin("expect: {dashboard: {receives: a}, within: {keep_alive: dut}}");
    EXPECT_EQ(detail(), "dut has sent no CONNECT that the broker read");
}

using NeverTest = StepBench;

TEST_F(NeverTest, HoldsWhenItsTimeIsOver) {
    begin("never: {dashboard: {receives: a}, for: 5s}");
    happens(message("b"));
    pass(5s);
    EXPECT_TRUE(running());
    pass(1ms);
    EXPECT_TRUE(done());
    EXPECT_TRUE(last_check().held);
}

TEST_F(NeverTest, FailsAtTheFirstMatch) {
    begin("never: {dashboard: {receives: a}, for: 5s}");
    pass(5s);
    const auto number = happens(message());
    EXPECT_TRUE(failed());
    EXPECT_EQ(last_check().evidence, std::vector<std::uint64_t>{number});
    EXPECT_EQ(last_check().expected, "never dashboard receives a (0.000 s to 5.000 s)");
}

TEST_F(NeverTest, LooksBackToTheLastActionUnlessToldOtherwise) {
    begin("publish: {device: dut, topic: a}");
    happens(message());
    begin("never: {dashboard: {receives: a}, for: 5s, since: now}");
    EXPECT_TRUE(running());
    begin("never: {dashboard: {receives: a}, for: 5s}");
    EXPECT_TRUE(failed());
}

TEST_F(NeverTest, SeesARepeatAtTheInstantAtWhichAnExpectationWasMet) {
    begin("expect: {dashboard: {receives: a}}");
    happens(message());
    EXPECT_TRUE(done());
    happens(message());
    begin("never: {dashboard: {receives: a}, for: 5s, since: now}");
    EXPECT_TRUE(failed());
}

TEST_F(NeverTest, LooksBackToThatInstantAloneIfItIsNow) {
    begin("expect: {dashboard: {receives: a}}");
    happens(message());
    happens(message());
    pass(1ms);
    begin("never: {dashboard: {receives: a}, for: 5s, since: now}");
    EXPECT_TRUE(running());
    happens(message());
    EXPECT_TRUE(failed());
}

}  // namespace
}  // namespace breakwire::scenarios
