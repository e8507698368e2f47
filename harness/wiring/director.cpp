#include "harness/wiring/director.hpp"

#include <fmt/format.h>

namespace breakwire::harness {

Director::Director(scenarios::Stage& stage, std::vector<std::unique_ptr<scenarios::Step>> steps,
                   std::function<void(const std::string&)> show)
    : stage_(stage), steps_(std::move(steps)), show_(std::move(show)) {}

void Director::begin() { next(); }

void Director::next() {
    if (position_ == steps_.size()) {
        finished_ = true;
        return;
    }
    scenarios::Step& step = *steps_[position_++];
    show_(fmt::format("{}/{} {}", position_, steps_.size(), step.text()));
    scenarios::begin_step(stage_, step, [this, &step](scenarios::StepOutcome outcome) {
        ended(step, std::move(outcome));
    });
}

void Director::ended(scenarios::Step& step, scenarios::StepOutcome outcome) {
    outcome_ = std::move(outcome);
    if (outcome_.kind != scenarios::StepOutcome::Kind::done) {
        culprit_ = &step;
        finished_ = true;
        return;
    }
    // By way of the timers, so that a long list of steps that end at once is no deep recursion.
    stage_.timers().at(stage_.timers().now(), [this] { next(); });
}

}  // namespace breakwire::harness
