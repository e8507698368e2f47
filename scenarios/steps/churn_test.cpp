#include <gmock/gmock.h>

#include <algorithm>

#include "scenarios/steps/step_bench.hpp"

namespace breakwire::scenarios {
namespace {

using testing::Contains;

/// The fleet `pump_{n}` of ten, connected.
class ChurnTest : public StepBench {
protected:
    ChurnTest() {
        cast.fleets.push_back({"pump_{n}", 10});
        for (const std::string& name : cast.fleets.front().devices()) {
            stage.device(name).is_connected = true;
        }
    }

    std::size_t count(const std::string& what) const {
        return static_cast<std::size_t>(std::count_if(
            stage.told.begin(), stage.told.end(),
            [&what](const std::string& each) { return each.find(what) != std::string::npos; }));
    }

    /// What `yaml` has wrong with it.
    std::vector<std::string> mistakes_of(const std::string& yaml) {
        Mistakes mistakes;
        const auto node = read_yaml("[" + yaml + "]", "step.yaml", mistakes);
        make_step_list(*node, "", cast, mistakes);
        std::vector<std::string> out;
        for (const ConfigError& mistake : mistakes.found()) out.emplace_back(mistake.what());
        return out;
    }
};

TEST_F(ChurnTest, AboutAsManyLeaveAsTheRateSaysAndAllReturn) {
    begin("churn: {devices: \"pump_{n}\", rate: 1/s, away: 1s..2s, for: 100s}");
    pass(100s);
    // A Poisson variable of mean 100 is within five standard deviations of it.
    EXPECT_GE(count(": stop"), 50u);
    EXPECT_LE(count(": stop"), 150u);
    pass(2s);
    EXPECT_TRUE(done()) << detail();
    EXPECT_EQ(count(": start"), count(": stop"));
}

TEST_F(ChurnTest, TheSameSeedDrawsTheSameDepartures) {
    begin("churn: {devices: \"pump_{n}\", rate: 1/s, away: 1s, for: 10s}");
    pass(11s);
    const auto first = stage.told;
    stage.told.clear();
    FakeStage other{test_faults()};
    for (const std::string& name : cast.fleets.front().devices()) {
        other.device(name).is_connected = true;
    }
    Mistakes none;
    const auto node = read_yaml("[churn: {devices: \"pump_{n}\", rate: 1/s, away: 1s, for: 10s}]",
                                "step.yaml", none);
    const auto again = make_step_list(*node, "", cast, none);
    begin_step(other, *again.front(), [](const StepOutcome&) {});
    other.timers().advance(11s);
    EXPECT_EQ(other.told, first);
}

TEST_F(ChurnTest, WhoLeavesSilentlyLosesPower) {
    begin("churn: {devices: \"pump_{n}\", rate: 2/s, away: 1s, for: 10s, leave: silent}");
    pass(11s);
    EXPECT_TRUE(done()) << detail();
    EXPECT_EQ(count(": stop"), 0u);
    EXPECT_GT(count("power off"), 0u);
}

TEST_F(ChurnTest, WhoIsNotConnectedDoesNotLeave) {
    for (const std::string& name : cast.fleets.front().devices()) {
        stage.device(name).is_connected = name == "pump_7";
    }
    begin("churn: {devices: \"pump_{n}\", rate: 5/s, away: 500ms, for: 10s}");
    pass(11s);
    EXPECT_THAT(stage.told, Contains("pump_7: stop"));
    EXPECT_EQ(count(": stop"), count("pump_7: stop"));
}

TEST_F(ChurnTest, AChurnInWhichNobodyLeavesProvesNothing) {
    for (const std::string& name : cast.fleets.front().devices()) {
        stage.device(name).is_connected = false;
    }
    begin("churn: {devices: \"pump_{n}\", rate: 5/s, for: 10s}");
    pass(10s);
    EXPECT_TRUE(unworkable());
    EXPECT_EQ(detail(), "nobody was there to leave");
}

TEST_F(ChurnTest, TakesItsTimeAndTheLongestAbsence) {
    begin("churn: {devices: \"pump_{n}\", rate: 1/s, away: 5s..1m, for: 10m}");
    EXPECT_EQ(steps.back()->takes({}).text(), "10m to 11m");
    EXPECT_EQ(steps.back()->text(), "churn pump_{n} at 1/s for 10m");
}

TEST_F(ChurnTest, EveryMistakeIsTold) {
    EXPECT_THAT(mistakes_of("churn: {devices: pumps, rate: 1, for: 10s, leave: loudly}"),
                testing::ElementsAre(
                    "step.yaml:1:32: error: expected a rate such as 20/s, 90/m or 0.5/h, got '1'",
                    "step.yaml:1:52: error: expected one of orderly | silent, got 'loudly'",
                    testing::HasSubstr("unknown device 'pumps'")));
    EXPECT_THAT(mistakes_of("churn: {devices: \"pump_{n}\", rate: 1/s, for: 0s}"),
                testing::ElementsAre("step.yaml:1:47: error: for is zero"));
}

}  // namespace
}  // namespace breakwire::scenarios
