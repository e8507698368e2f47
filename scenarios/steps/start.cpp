#include "scenarios/steps/start.hpp"

#include "scenarios/steps/words.hpp"

namespace breakwire::scenarios {

Fields<Start> Start::fields() {
    return Fields<Start>("start",
                         "powers devices on and waits until each is connected and its "
                         "subscriptions are answered, or its attempt has failed")
        .required("devices", &Start::devices_, "which ones")
        .optional("ramp_up", &Start::ramp_up_,
                  "one after the other: so many a second (200/s), or all within a time (10s); "
                  "all at once if absent")
        .shorthand("devices")
        .example("start: [dashboard, thermometer]");
}

std::string Start::text() const {
    return "start " + list(devices_) + (ramp_up_ ? ' ' + ramp_up_->text() : "");
}

void Start::validate(const Places& places) const {
    if (devices_.empty()) places.fail("devices", "names nobody");
}

void Start::settle(const Node&, const Cast& cast, Mistakes& mistakes) {
    cast.check(devices_, mistakes);
    everybody_ = cast.everybody(devices_);
    if (ramp_up_ && ramp_up_->rate) ramp_up_->rate->per_second *= cast.part_of(devices_);
    subscriptions_ = cast.subscriptions;
}

/// From the first of `count` devices to the last.
Duration Start::span(std::size_t count) const {
    if (!ramp_up_ || count < 2) return {};
    return ramp_up_->gap(count) * static_cast<Duration::rep>(count - 1);
}

TimeSpan Start::takes(const TimeSpan& /*since*/) const {
    const Duration all = span(everybody_.size());
    return {all, all};
}

void Start::begin(Stage& stage, Done done) {
    stage_ = &stage;
    for (const std::string& device : everybody_) {
        if (!stage.device(device).connected()) waiting_.push_back(device);
    }
    if (ramp_up_) {
        if (!waiting_.empty()) start_next();
    } else {
        for (const std::string& device : waiting_) stage.device(device).start();
    }
    arrivals_.begin(stage, waiting_, subscriptions_, std::move(done), span(waiting_.size()));
}

void Start::start_next() {
    stage_->device(waiting_[started_]).start();
    if (++started_ == waiting_.size()) return;
    stage_->timers().after(ramp_up_->gap(waiting_.size()), [this] { start_next(); });
}

}  // namespace breakwire::scenarios
