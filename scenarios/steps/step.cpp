#include "scenarios/steps/step.hpp"

#include <algorithm>

namespace breakwire::scenarios {

void Cast::check_device(const std::string& name, const std::string& key, const Places& at) const {
    if (std::find(devices.begin(), devices.end(), name) != devices.end()) return;
    at.fail(key, "names an unknown device '" + name + "'" + suggestion(name, devices));
}

void begin_step(Stage& stage, Step& step, Step::Done done) {
    stage.recorder().add(sim::StepEvent{step.path, step.text(), step.at, sim::Phase::begin});
    if (step.acts()) stage.acted();
    step.begin(stage, [&stage, &step, done = std::move(done)](StepOutcome outcome) {
        stage.recorder().add(sim::StepEvent{step.path, step.text(), step.at, sim::Phase::end});
        done(std::move(outcome));
    });
}

}  // namespace breakwire::scenarios
