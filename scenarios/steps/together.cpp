#include "scenarios/steps/together.hpp"

#include <fmt/format.h>

namespace breakwire::scenarios {

Fields<Together> Together::fields() {
    return Fields<Together>("together", "several lists of steps at the same time")
        .required("branches", &Together::branches_, "each a list of steps")
        .shorthand("branches")
        .example("together: [[{wait: 1s}, {stop: thermometer}], [{start: dashboard}]]");
}

std::string Together::text() const { return fmt::format("together {} branches", branches_.size()); }

void Together::settle(const Node&, const Cast& cast, Mistakes& mistakes) {
    for (const StepList& branch : branches_) {
        const std::string group = fmt::format("{}.{}", path, sequences_.size() + 1);
        sequences_.emplace_back(make_step_list(branch.node, group, cast, mistakes));
    }
}

TimeSpan Together::takes(const TimeSpan& since) const {
    TimeSpan longest;
    for (const Sequence& branch : sequences_) longest = longest.beside(branch.takes(since));
    return longest;
}

void Together::begin(Stage& stage, Done done) {
    done_ = std::move(done);
    running_ = sequences_.size();
    for (Sequence& sequence : sequences_) {
        sequence.begin(stages_.emplace_back(stage),
                       [this](StepOutcome outcome) { ended(std::move(outcome)); });
    }
}

void Together::ended(StepOutcome outcome) {
    if (outcome_.kind == StepOutcome::Kind::done) outcome_ = std::move(outcome);
    if (--running_ == 0) done_(outcome_);
}

}  // namespace breakwire::scenarios
