#include "scenarios/steps/stop.hpp"

#include "scenarios/steps/words.hpp"

namespace breakwire::scenarios {

Fields<Stop> Stop::fields() {
    return Fields<Stop>("stop", "switches devices off the orderly way, with DISCONNECT")
        .required("devices", &Stop::devices_, "which ones")
        .shorthand("devices")
        .wants("stop")
        .example("stop: thermometer");
}

std::string Stop::text() const { return "stop " + list(devices_); }

void Stop::validate(const Places& places) const {
    if (devices_.empty()) places.fail("devices", "names nobody");
}

void Stop::settle(const Node&, const Cast& cast, Mistakes& mistakes) {
    cast.check(devices_, mistakes);
    everybody_ = cast.everybody(devices_);
}

void Stop::begin(Stage& stage, Done done) {
    still_on_.insert(everybody_.begin(), everybody_.end());
    for (const std::string& device : everybody_) stage.device(device).stop();
    const auto all_stopped = [this](const sim::Event& event) {
        const auto* said = event.as<sim::DeviceEvent>();
        if (said != nullptr && said->state == sim::DeviceState::stopped) {
            still_on_.erase(said->device);
        }
        return still_on_.empty();
    };
    await_.begin(stage, limit, all_stopped, [this, done = std::move(done)](bool in_time) {
        done(in_time ? StepOutcome{}
                     : StepOutcome::unworkable(*still_on_.begin() + " did not stop within " +
                                               to_string(limit)));
    });
}

}  // namespace breakwire::scenarios
