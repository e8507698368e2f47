#include "scenarios/steps/each.hpp"

namespace breakwire::scenarios {

TimeSpan Each::takes(const TimeSpan& since) const {
    TimeSpan longest;
    for (const auto& step : steps_) longest = longest.beside(step->takes(since));
    return longest;
}

void Each::begin(Stage& stage, Done done) {
    done_ = std::move(done);
    running_ = steps_.size();
    for (const auto& step : steps_) {
        step->begin(stage, [this](StepOutcome outcome) { ended(std::move(outcome)); });
    }
}

void Each::ended(StepOutcome outcome) {
    if (outcome_.kind == StepOutcome::Kind::done) outcome_ = std::move(outcome);
    if (--running_ == 0) done_(outcome_);
}

}  // namespace breakwire::scenarios
