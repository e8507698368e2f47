#include "scenarios/steps/repeat.hpp"

#include <fmt/format.h>

namespace breakwire::scenarios {

Fields<Repeat> Repeat::fields() {
    return Fields<Repeat>("repeat", "the same steps several times over")
        .required("times", &Repeat::times_, "how often")
        .required("steps", &Repeat::steps_, "which steps")
        .example("repeat: {times: 3, steps: [{stop: thermometer}, {start: thermometer}]}");
}

void Repeat::validate(const Places& places) const {
    if (times_ == 0) places.fail("times", "is 0");
}

std::string Repeat::text() const { return fmt::format("repeat {} times", times_); }

void Repeat::settle(const Node&, const Cast& cast, Mistakes& mistakes) {
    round_ = Sequence(make_step_list(steps_.node, path, cast, mistakes)).takes({});
    cast_ = cast;
}

void Repeat::begin(Stage& stage, Done done) {
    stage_ = &stage;
    done_ = std::move(done);
    next();
}

void Repeat::next() {
    if (rounds_.size() == times_) return done_({});
    Mistakes none;  // `settle` has read the same steps
    rounds_.emplace_back(make_step_list(steps_.node, path, cast_, none));
    rounds_.back().begin(*stage_, [this](StepOutcome outcome) {
        if (outcome.kind != StepOutcome::Kind::done) return done_(std::move(outcome));
        next();
    });
}

}  // namespace breakwire::scenarios
