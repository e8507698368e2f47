#include "scenarios/steps/start.hpp"

#include "scenarios/steps/words.hpp"

namespace breakwire::scenarios {

Fields<Start> Start::fields() {
    return Fields<Start>("start",
                         "powers devices on and waits until each is connected and its "
                         "subscriptions are answered, or its attempt has failed")
        .required("devices", &Start::devices_, "which ones")
        .shorthand("devices")
        .example("start: [dashboard, thermometer]");
}

std::string Start::text() const { return "start " + list(devices_); }

void Start::validate(const Places& places) const {
    if (devices_.empty()) places.fail("devices", "names nobody");
}

void Start::settle(const Node&, const Cast& cast, Mistakes& mistakes) {
    cast.check(devices_, mistakes);
    everybody_ = cast.everybody(devices_);
    subscriptions_ = cast.subscriptions;
}

void Start::begin(Stage& stage, Done done) {
    std::vector<std::string> waiting;
    for (const std::string& device : everybody_) {
        if (!stage.device(device).connected()) waiting.push_back(device);
    }
    for (const std::string& device : waiting) stage.device(device).start();
    arrivals_.begin(stage, waiting, subscriptions_, std::move(done));
}

}  // namespace breakwire::scenarios
