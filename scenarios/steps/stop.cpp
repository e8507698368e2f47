#include "scenarios/steps/stop.hpp"

#include "scenarios/steps/words.hpp"

namespace breakwire::scenarios {

Fields<Stop> Stop::fields() {
    return Fields<Stop>("stop", "switches devices off the orderly way, with DISCONNECT")
        .required("devices", &Stop::devices_, "which ones")
        .shorthand("devices")
        .example("stop: thermometer");
}

std::string Stop::text() const { return "stop " + list(devices_); }

void Stop::validate(const Places& places) const {
    if (devices_.empty()) places.fail("devices", "names nobody");
}

void Stop::settle(const Node&, const Cast& cast, Mistakes& mistakes) {
    cast.check(devices_, mistakes);
}

void Stop::begin(Stage& stage, Done done) {
    for (const DeviceName& device : devices_) {
        still_on_.push_back(device.text);
        stage.device(device.text).stop();
    }
    const auto all_stopped = [this](const sim::Event& event) {
        std::erase_if(still_on_, [&event](const std::string& name) {
            return is_device(event, name, sim::DeviceState::stopped);
        });
        return still_on_.empty();
    };
    await_.begin(stage, limit, all_stopped, [this, done = std::move(done)](bool in_time) {
        done(in_time ? StepOutcome{}
                     : StepOutcome::unworkable(still_on_.front() + " did not stop within " +
                                               to_string(limit)));
    });
}

}  // namespace breakwire::scenarios
