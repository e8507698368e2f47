#include "scenarios/steps/power.hpp"

#include <utility>

#include "scenarios/steps/words.hpp"

namespace breakwire::scenarios {

Fields<Power> Power::fields() {
    return Fields<Power>("power", "cuts the power of devices, gives it back, or starts them anew")
        .optional("off", &Power::off_, "these lose power; the broker hears nothing of it")
        .optional("on", &Power::on_, "these get it back; waits as `start` does")
        .optional("reset", &Power::reset_, "these start anew, as by their reset button; waits")
        .optional("cycle", &Power::cycle_, "these lose power and get it back at once; waits")
        .example("power: {off: thermometer}");
}

void Power::validate(const Places& places) const {
    const bool nobody = off_.empty() && on_.empty() && reset_.empty() && cycle_.empty();
    if (nobody) places.fail("off", "or on, reset, cycle has to name a device");
}

std::string Power::text() const {
    std::string out = "power";
    const auto add = [&out](const char* verb, const std::vector<DeviceName>& devices) {
        if (!devices.empty()) out += std::string(" ") + verb + ' ' + list(devices);
    };
    add("off", off_);
    add("on", on_);
    add("reset", reset_);
    add("cycle", cycle_);
    return out;
}

void Power::settle(const Node&, const Cast& cast, Mistakes& mistakes) {
    using enum sim::PowerVerb;
    const auto add = [&](const std::vector<DeviceName>& devices, sim::PowerVerb verb) {
        cast.check(devices, mistakes);
        for (const std::string& device : cast.everybody(devices)) {
            orders_.push_back({device, verb});
            if (verb != off) starting_.push_back(device);
            if (verb == reset || verb == cycle) anew_.push_back(device);
        }
    };
    add(off_, off);
    add(on_, on);
    add(reset_, reset);
    add(cycle_, cycle);
    subscriptions_ = cast.subscriptions;
}

/// The orders are given one after the other and carried out side by side.
void Power::begin(Stage& stage, Done done) {
    done_ = std::move(done);
    outstanding_ = orders_.size() + (starting_.empty() ? 0 : 1);
    for (const Order& order : orders_) {
        stage.device(order.device).power(order.verb, [this](const std::string& problem) {
            carried_out(problem);
        });
    }
    if (starting_.empty()) return;
    arrivals_.expect_anew(anew_);
    arrivals_.begin(stage, starting_, subscriptions_,
                    [this](StepOutcome outcome) { ended(std::move(outcome)); });
}

void Power::carried_out(const std::string& problem) { ended(outcome_of(problem)); }

/// The first that cannot be carried out is the step's outcome.
void Power::ended(StepOutcome outcome) {
    --outstanding_;
    const bool over = outcome.kind != StepOutcome::Kind::done || outstanding_ == 0;
    const Done done = over ? std::exchange(done_, nullptr) : nullptr;
    if (done) done(std::move(outcome));
}

}  // namespace breakwire::scenarios
