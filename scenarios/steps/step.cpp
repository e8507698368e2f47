#include "scenarios/steps/step.hpp"

#include <algorithm>

namespace breakwire::scenarios {

void Cast::check(const DeviceName& device, Mistakes& mistakes) const {
    if (device.text.empty()) return;
    if (std::find(devices.begin(), devices.end(), device.text) != devices.end()) return;
    mistakes.add(device.at,
                 "unknown device '" + device.text + "'" + suggestion(device.text, devices));
}

void Cast::check(const std::vector<DeviceName>& named, Mistakes& mistakes) const {
    for (const DeviceName& device : named) check(device, mistakes);
}

void Step::settle(const Node&, const Cast&, Mistakes&) {}

void begin_step(Stage& stage, Step& step, Step::Done done) {
    const std::uint64_t number =
        stage.recorder().add(sim::StepEvent{step.path, step.text(), step.at, sim::Phase::begin});
    if (step.acts()) {
        stage.acted();
        stage.count_evidence_from(number);
    }
    step.begin(stage, [&stage, &step, done = std::move(done)](StepOutcome outcome) {
        stage.recorder().add(sim::StepEvent{step.path, step.text(), step.at, sim::Phase::end});
        done(std::move(outcome));
    });
}

}  // namespace breakwire::scenarios

namespace breakwire {

std::optional<scenarios::DeviceName> ValueType<scenarios::DeviceName>::read(const Node& node,
                                                                            Mistakes& mistakes) {
    if (node.is_scalar() && !node.text.empty()) return scenarios::DeviceName{node.text, node.at};
    expected(node, mistakes, "the name of a device");
    return std::nullopt;
}

}  // namespace breakwire
