#include "scenarios/steps/step.hpp"

namespace breakwire::scenarios {

void Step::settle(const Node&, const Cast&, Mistakes&) {}

void begin_step(Stage& stage, Step& step, Step::Done done) {
    const std::uint64_t number =
        stage.recorder().add(sim::StepEvent{step.path, step.text(), step.at, sim::Phase::begin});
    if (step.acts()) {
        stage.acted();
        stage.count_evidence_from(number);
    }
    step.begin(stage, [&stage, &step, done = std::move(done)](StepOutcome outcome) {
        if (step.acts_to_its_end()) stage.action_over();
        stage.recorder().add(sim::StepEvent{step.path, step.text(), step.at, sim::Phase::end});
        done(std::move(outcome));
    });
}

}  // namespace breakwire::scenarios
