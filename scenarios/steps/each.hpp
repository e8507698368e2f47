#pragma once

#include <memory>

#include "scenarios/steps/step.hpp"

namespace breakwire::scenarios {

/// What a step with one device becomes if that is a fleet: the same for each of its devices at the
/// same instant, as in `publish: {device: "sensor_{n}", topic: "plant/{n}/state"}`. One step, over
/// when it is for all; what goes wrong with one of them goes wrong with the step.
class Each final : public Step {
public:
    /// `text`: the step in words, as it was typed. `steps`: one for each device.
    Each(std::string text, std::vector<std::unique_ptr<Step>> steps)
        : text_(std::move(text)), steps_(std::move(steps)) {}

    std::string text() const override { return text_; }
    void begin(Stage& stage, Done done) override;
    bool acts() const override { return steps_.front()->acts(); }
    TimeSpan takes(const TimeSpan& since) const override;

private:
    void ended(StepOutcome outcome);

    std::string text_;
    std::vector<std::unique_ptr<Step>> steps_;
    std::size_t running_ = 0;
    StepOutcome outcome_;
    Done done_;
};

}  // namespace breakwire::scenarios
