#pragma once

#include <gtest/gtest.h>

#include "scenarios/language/yaml_node.hpp"
#include "scenarios/steps/step_list.hpp"
#include "scenarios/testing/fake_stage.hpp"
#include "scenarios/testing/kinds.hpp"

namespace breakwire::scenarios {

/// A stage with the devices `dut` and `dashboard`, and steps played on it one at a time.
class StepBench : public testing::Test {
protected:
    FakeStage stage{test_faults()};
    std::vector<std::unique_ptr<Step>> steps;
    std::optional<StepOutcome> outcome;  ///< of the step that was begun last
    Cast cast{{"dut", "dashboard"}, {{"dashboard", 1}}, &test_faults()};

    void begin(const std::string& yaml) {
        Mistakes mistakes;
        const auto node = read_yaml("[" + yaml + "]", "step.yaml", mistakes);
        for (auto& step : make_step_list(*node, "", cast, mistakes))
            steps.push_back(std::move(step));
        for (const ConfigError& mistake : mistakes.found()) ADD_FAILURE() << mistake.what();
        outcome.reset();
        if (!mistakes.empty()) return;
        begin_step(stage, *steps.back(), [this](StepOutcome ended) { outcome = std::move(ended); });
    }

    std::uint64_t happens(sim::EventBody body) { return stage.recorder().add(std::move(body)); }
    void pass(Duration duration) { stage.timers().advance(duration); }

    bool running() const { return !outcome; }
    bool done() const { return outcome && outcome->kind == StepOutcome::Kind::done; }
    bool failed() const { return outcome && outcome->kind == StepOutcome::Kind::failed; }
    bool unworkable() const { return outcome && outcome->kind == StepOutcome::Kind::unworkable; }
    std::string detail() const { return outcome ? outcome->detail : "still running"; }

    /// The last expectation that was recorded.
    sim::CheckEvent last_check() {
        for (auto event = stage.recorder().events().rbegin();
             event != stage.recorder().events().rend(); ++event) {
            if (const auto* check = event->as<sim::CheckEvent>()) return *check;
        }
        return {};
    }
};

}  // namespace breakwire::scenarios
