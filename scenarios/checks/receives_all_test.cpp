#include "scenarios/checks/receives_all.hpp"

#include <gtest/gtest.h>

#include "scenarios/steps/step_bench.hpp"

namespace breakwire::scenarios {
namespace {

constexpr auto qos1 = mqtt::Qos::at_least_once;

class ReceivesAllTest : public StepBench {
protected:
    void expect() { begin("expect: {dashboard: {receives_all: plant/+}, within: 5s}"); }
    void send(const char* payload, const char* topic = "plant/1") {
        happens(sends("dut", publish(topic, payload, qos1)));
    }
    void arrive(const char* payload, const char* topic = "plant/1") {
        happens(gets("dashboard", publish(topic, payload)));
    }
};

TEST_F(ReceivesAllTest, HoldsWhenWhatWasSentBeforeAndSinceHasArrived) {
    send("a");
    send("b", "plant/2");
    arrive("b", "plant/2");
    expect();
    send("c");
    arrive("a");
    EXPECT_TRUE(running());
    arrive("c");
    EXPECT_TRUE(done());
    EXPECT_EQ(last_check().expected,
              "dashboard receives all of plant/+ in order within 5s (0.000 s to 5.000 s)");
    EXPECT_EQ(last_check().seen, "all 3 at 0.000 s");
}

TEST_F(ReceivesAllTest, HoldsAtOnceIfNothingIsMissing) {
    send("a");
    arrive("a");
    expect();
    pass(0s);
    begin("power: {off: dut}");
    expect();
    EXPECT_TRUE(done());
}

TEST_F(ReceivesAllTest, SaysWhatIsMissingFirst) {
    send("a", "plant/2");
    pass(2s);
    send("b");
    send("c");
    arrive("a", "plant/2");
    expect();
    pass(6s);
    EXPECT_TRUE(failed());
    EXPECT_EQ(last_check().seen, "missing: 2 of 3, first plant/1 \"b\" that dut sent at 2.000 s");
}

TEST_F(ReceivesAllTest, SaysIfNothingWasSent) {
    expect();
    happens(sends("dut", publish("plant/1", "x")));        // at QoS 0
    happens(sends("dut", publish("other/1", "x", qos1)));  // on another topic
    pass(6s);
    EXPECT_EQ(last_check().seen, "missing: nothing was sent");
}

TEST_F(ReceivesAllTest, DoesNotCountWhatOvertookAnother) {
    expect();
    send("a");
    send("b");
    arrive("b");
    arrive("a");
    pass(6s);
    EXPECT_EQ(last_check().seen,
              "missing: 1 of 2, first plant/1 \"b\" that dut sent at 0.000 s, which overtook an "
              "earlier one");
}

TEST_F(ReceivesAllTest, LetsRepeatsPass) {
    expect();
    send("a");
    mqtt::Publish again = publish("plant/1", "a", qos1);
    again.dup = true;
    happens(sends("dut", again));
    arrive("a");
    EXPECT_TRUE(done());
    expect();
    arrive("a");
    send("b");
    arrive("a");
    arrive("b");
    EXPECT_TRUE(done());
}

}  // namespace
}  // namespace breakwire::scenarios
