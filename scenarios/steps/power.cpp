#include "scenarios/steps/power.hpp"

#include "scenarios/steps/words.hpp"

namespace breakwire::scenarios {

Fields<Power> Power::fields() {
    return Fields<Power>("power", "cuts the power of devices, or gives it back")
        .optional("off", &Power::off_, "these lose power; the broker hears nothing of it")
        .optional("on", &Power::on_, "these get it back; waits as `start` does")
        .example("power: {off: thermometer}");
}

void Power::validate(const Places& places) const {
    if (off_.empty() && on_.empty()) places.fail("off", "or on has to name a device");
}

std::string Power::text() const {
    std::string out = "power";
    if (!off_.empty()) out += " off " + list(off_);
    if (!on_.empty()) out += " on " + list(on_);
    return out;
}

void Power::settle(const Node&, const Cast& cast, Mistakes& mistakes) {
    cast.check(off_, mistakes);
    cast.check(on_, mistakes);
    everybody_off_ = cast.everybody(off_);
    everybody_on_ = cast.everybody(on_);
    subscriptions_ = cast.subscriptions;
}

void Power::begin(Stage& stage, Done done) {
    for (const std::string& device : everybody_off_) stage.device(device).power_off();
    if (everybody_on_.empty()) return done({});
    for (const std::string& device : everybody_on_) stage.device(device).start();
    arrivals_.begin(stage, everybody_on_, subscriptions_, std::move(done));
}

}  // namespace breakwire::scenarios
