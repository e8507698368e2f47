#include "scenarios/steps/late_step.hpp"

#include <gmock/gmock.h>

#include "scenarios/language/load.hpp"
#include "scenarios/steps/step_bench.hpp"

namespace breakwire::scenarios {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class LateStepTest : public StepBench {
protected:
    LateStepTest() { cast.captures = {"order"}; }

    /// The dashboard gets a message, which is kept as `order`.
    void keep(const std::string& payload, const std::string& topic = "a") {
        begin("expect: {dashboard: {receives: {topic: " + topic + ", as: order}}, within: 5s}");
        happens(gets("dashboard", publish(topic, payload, mqtt::Qos::at_least_once)));
        ASSERT_TRUE(done()) << detail();
    }
};

TEST_F(LateStepTest, PublishesWhatWasKept) {
    keep("open");
    begin("publish: {device: dut, topic: \"b/{order.topic}\", payload: \"done: {order}\", qos: 1}");
    EXPECT_TRUE(done()) << detail();
    EXPECT_THAT(stage.told, ElementsAre("dut: publish b/a done: open q1"));
    EXPECT_EQ(steps.back()->text(), "publish dut b/a \"done: open\" q1");
}

TEST_F(LateStepTest, ExpectsWhatWasKept) {
    keep("open");
    pass(1s);
    begin("publish: {device: dut, topic: b}");
    begin("expect: {dashboard: {receives: {topic: b, payload: \"{order}\"}}, within: 5s}");
    EXPECT_EQ(stage.last_action(), Instant{1s}) << "an expect does not act";
    happens(gets("dashboard", publish("b", "shut")));
    EXPECT_TRUE(running());
    happens(gets("dashboard", publish("b", "open")));
    EXPECT_TRUE(done());
    EXPECT_EQ(last_check().expected,
              "dashboard receives b \"open\" within 5s (1.000 s to 6.000 s)");
}

TEST_F(LateStepTest, TakesNumbersToo) {
    keep("3");
    begin("expect: {dashboard: {receives: {topic: b, at_least: \"{order}\"}}, within: 5s}");
    for (int i = 0; i < 2; ++i) happens(gets("dashboard", publish("b", "x")));
    EXPECT_TRUE(running());
    happens(gets("dashboard", publish("b", "x")));
    EXPECT_TRUE(done());
}

TEST_F(LateStepTest, CannotBeCarriedOutWithTheWrongWord) {
    keep("three");
    begin("expect: {dashboard: {receives: {topic: b, at_least: \"{order}\"}}, within: 5s}");
    EXPECT_TRUE(unworkable());
    EXPECT_EQ(detail(),
              "with what was kept it cannot be read: expected a whole number, got 'three'");
}

TEST_F(LateStepTest, CannotBeCarriedOutBeforeAnythingIsKept) {
    begin("publish: {device: dut, topic: b, payload: \"{order}\"}");
    EXPECT_TRUE(unworkable());
    EXPECT_EQ(detail(), "nothing is kept as 'order' yet");
}

TEST_F(LateStepTest, StandsInsideOfGroups) {
    keep("open");
    begin("together: [[{publish: {device: dut, topic: b, payload: \"{order}\"}}]]");
    EXPECT_THAT(stage.told, ElementsAre("dut: publish b open q0"));
}

/// The mistakes of a scenario with these steps, in their order.
std::vector<std::string> mistakes_of(const std::string& steps) {
    Mistakes mistakes;
    read_scenario("scenario: a\ndevices: {dut: , dashboard: }\nsteps:\n" + steps, "a.yaml",
                  test_kinds(), mistakes);
    mistakes.sort();
    std::vector<std::string> out;
    for (const ConfigError& mistake : mistakes.found()) out.emplace_back(mistake.what());
    return out;
}

TEST(Captures, AreLookedForWhenTheFileIsRead) {
    EXPECT_THAT(
        mistakes_of(
            "  - publish: {device: dut, topic: \"{order}\"}\n"
            "  - expect: {dashboard: {receives: {topic: a, as: order}}}\n"
            "  - publish: {device: dutt, topic: a, payload: \"{ordre}\", qos: \"{order}\"}\n"),
        ElementsAre("a.yaml:4:35: error: nothing is kept as 'order' before this step",
                    "a.yaml:6:23: error: unknown device 'dutt'; did you mean 'dut'?",
                    "a.yaml:6:48: error: nothing is kept as 'ordre'; did you mean 'order'?"));
    EXPECT_THAT(mistakes_of("  - expect: {dashboard: {receives: {topic: a, as: order}}}\n"
                            "  - publish: {device: dut, topic: a, payload: \"{order.json.a}\"}\n"),
                IsEmpty());
}

TEST(Captures, NeedANameAndAnExpectation) {
    EXPECT_THAT(mistakes_of("  - expect: {dashboard: {receives: {topic: a, as: My Order}}}\n"
                            "  - never: {dashboard: {receives: {topic: a, as: b}}, for: 1s}\n"),
                ElementsAre("a.yaml:4:51: error: expected a name of small letters, digits and '_' "
                            "(and not n), got 'My Order'",
                            "a.yaml:5:46: error: as makes no sense here: the first match breaks a "
                            "never"));
}

}  // namespace
}  // namespace breakwire::scenarios
