#include "scenarios/steps/conditional.hpp"

#include <gmock/gmock.h>

#include "scenarios/steps/step_bench.hpp"

namespace breakwire::scenarios {
namespace {

using testing::ElementsAre;

class ConditionalTest : public StepBench {
protected:
    std::vector<std::string> mistakes_of(const std::string& yaml) {
        Mistakes mistakes;
        const auto node = read_yaml("[" + yaml + "]", "step.yaml", mistakes);
        make_step_list(*node, "", cast, mistakes);
        std::vector<std::string> out;
        for (const ConfigError& mistake : mistakes.found()) out.emplace_back(mistake.what());
        return out;
    }
};

TEST_F(ConditionalTest, IsTakenIfTheBrokerCan) {
    stage.traits().abilities = {"pause"};
    begin("{if: {broker: pause}, start: dut}");
    EXPECT_EQ(steps.back()->text(), "if the broker has pause: start dut");
    EXPECT_THAT(stage.told, ElementsAre("dut: start"));
    EXPECT_EQ(steps.back()->path, "1");
    happens(says("dut", sim::DeviceState::connect_failed));
    EXPECT_TRUE(done());
}

TEST_F(ConditionalTest, IsPassedOverIfItCannot) {
    pass(1s);
    begin("{publish: {device: dut, topic: a}, if: {broker: [pause, save]}}");
    EXPECT_TRUE(done());
    EXPECT_THAT(stage.told, ElementsAre());
    EXPECT_EQ(stage.last_action(), Instant{}) << "it has not acted";
    EXPECT_EQ(steps.back()->text(),
              "if the broker has pause, save: not so, the broker lacks pause");
}

TEST_F(ConditionalTest, ActsIfItIsTaken) {
    pass(1s);
    begin("{publish: {device: dut, topic: a}, if: {broker_lacks: pause}}");
    EXPECT_EQ(stage.last_action(), Instant{1s});
}

TEST_F(ConditionalTest, SaysWhatIsWrongWithEither) {
    EXPECT_THAT(mistakes_of("{if: {broker: puase}, start: dutt}"),
                ElementsAre("step.yaml:1:16: error: unknown ability 'puase'; did you mean 'pause'?",
                            "step.yaml:1:31: error: unknown device 'dutt'; did you mean 'dut'?"));
    EXPECT_THAT(
        mistakes_of("{if: {broker: pause}}"),
        ElementsAre("step.yaml:1:3: error: unknown step 'if'; known: broker, churn, connect, "
                    "console, disconnect, expect, fault, heal, lie, never, power, publish, repeat, "
                    "send, start, stop, subscribe, together, unsubscribe, wait"));
}

}  // namespace
}  // namespace breakwire::scenarios
