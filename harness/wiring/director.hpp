#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "scenarios/steps/step.hpp"

namespace breakwire::harness {

/// Plays the steps of a scenario one after the other and stops at the first that fails.
class Director {
public:
    /// `show` is told of each step as it begins: "4/7 fault rst thermometer".
    Director(scenarios::Stage& stage, std::vector<std::unique_ptr<scenarios::Step>> steps,
             std::function<void(const std::string&)> show);

    void begin();

    /// All steps are done, or one has not been.
    bool finished() const { return finished_; }
    /// How the last step that began ended; `done` if all went well.
    const scenarios::StepOutcome& outcome() const { return outcome_; }
    /// The step that ended the play early, or nullptr.
    const scenarios::Step* culprit() const { return culprit_; }

private:
    void next();
    void ended(scenarios::Step& step, scenarios::StepOutcome outcome);

    scenarios::Stage& stage_;
    std::vector<std::unique_ptr<scenarios::Step>> steps_;
    std::function<void(const std::string&)> show_;
    std::size_t position_ = 0;
    bool finished_ = false;
    scenarios::StepOutcome outcome_;
    const scenarios::Step* culprit_ = nullptr;
};

}  // namespace breakwire::harness
