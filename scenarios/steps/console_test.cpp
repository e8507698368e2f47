#include <gmock/gmock.h>

#include "scenarios/steps/step_bench.hpp"

namespace breakwire::scenarios {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class ConsoleStepTest : public StepBench {
protected:
    std::uint64_t board_says(const std::string& text, const std::string& device = "dut") {
        return happens(sim::ConsoleSeen{device, "console", sim::ConsoleVoice::board, text});
    }
    /// What is wrong with this step.
    std::vector<std::string> mistakes_in(const std::string& yaml) {
        Mistakes mistakes;
        const auto node = read_yaml("[" + yaml + "]", "step.yaml", mistakes);
        make_step_list(*node, "", cast, mistakes);
        std::vector<std::string> out;
        for (const ConfigError& mistake : mistakes.found()) out.emplace_back(mistake.what());
        return out;
    }
};

TEST_F(ConsoleStepTest, TypesAndIsDoneIfNothingIsExpected) {
    begin("console: {dut: reboot}");
    EXPECT_TRUE(done());
    EXPECT_THAT(stage.told, ElementsAre("dut: say reboot"));
    EXPECT_EQ(steps.back()->text(), "console dut \"reboot\"");
}

TEST_F(ConsoleStepTest, WaitsForTheAnswer) {
    board_says("OK from before");
    begin("console: {dut: {say: status, expect: ^OK}}");
    EXPECT_TRUE(running());
    board_says("busy");
    board_says("OK", "dashboard");
    EXPECT_TRUE(running());
    const std::uint64_t answer = board_says("OK status");
    EXPECT_TRUE(done());
    EXPECT_TRUE(last_check().held);
    EXPECT_EQ(last_check().seen, "OK status");
    EXPECT_THAT(last_check().evidence, ElementsAre(answer));
}

TEST_F(ConsoleStepTest, IsBrokenIfNoAnswerComes) {
    begin("console: {dut: {say: status, expect: ^OK, within: 2s}}");
    board_says("ERR");
    pass(2s);
    EXPECT_TRUE(failed());
    EXPECT_EQ(detail(), "expected dut \"status\", which says /^OK/ within 2s, saw \"ERR\"");
    EXPECT_FALSE(last_check().held);
    EXPECT_EQ(last_check().expected, "dut says /^OK/ within 2s");
}

TEST_F(ConsoleStepTest, TalksToSeveralAtOnce) {
    begin("console: {dut: {say: id, expect: id=}, dashboard: {expect: ready}}");
    board_says("ready", "dashboard");
    EXPECT_TRUE(running());
    board_says("id=pump");
    EXPECT_TRUE(done());
    EXPECT_THAT(stage.told, ElementsAre("dut: say id"));
}

TEST_F(ConsoleStepTest, CannotTalkToADeviceWithoutAConsole) {
    stage.device("dut").problem = "has no console";
    begin("console: {dut: {say: id, expect: id=}}");
    EXPECT_TRUE(unworkable());
    EXPECT_EQ(detail(), "dut has no console");
}

TEST_F(ConsoleStepTest, SaysWhatIsWrongWithIt) {
    EXPECT_THAT(mistakes_in("console: {dutt: {say: id}}"),
                ElementsAre("step.yaml:1:12: error: unknown device 'dutt'; did you mean 'dut'?"));
    EXPECT_THAT(mistakes_in("console: {dut: {within: 5s}}"),
                ElementsAre(HasSubstr("say or expect has to be there")));
    EXPECT_THAT(mistakes_in("console: {dut: {sya: id, expect: '('}}"),
                ElementsAre(HasSubstr("unknown key 'sya'; did you mean 'say'?"),
                            HasSubstr("expected a regular expression (ECMAScript), got '('")));
    EXPECT_THAT(mistakes_in("console: {}"), ElementsAre(HasSubstr("no device is named")));
}

}  // namespace
}  // namespace breakwire::scenarios
