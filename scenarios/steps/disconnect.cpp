#include "scenarios/steps/disconnect.hpp"

#include "scenarios/steps/words.hpp"

namespace breakwire::scenarios {

Fields<DisconnectStep> DisconnectStep::fields() {
    return Fields<DisconnectStep>("disconnect", "a device sends DISCONNECT and closes")
        .required("device", &DisconnectStep::device_, "who")
        .optional("reason", &DisconnectStep::reason_,
                  "5.0: its code; 0x04 asks for the will all the same")
        .shorthand("device")
        .wants("disconnect")
        .example("disconnect: {device: thermometer, reason: 0x04}");
}

std::string DisconnectStep::text() const {
    const bool plain = reason_.value == 0;
    return "disconnect " + device_.text + (plain ? "" : " with " + mqtt::in_words({reason_}));
}

void DisconnectStep::settle(const Node&, const Cast& cast, Mistakes& mistakes) {
    cast.check(device_, mistakes);
}

void DisconnectStep::begin(Stage& stage, Done done) {
    DevicePort& device = stage.device(device_.text);
    if (!device.connected())
        return done(StepOutcome::unworkable(device_.text + " is not connected"));
    device.disconnect(reason_.value);
    const auto gone = [this](const sim::Event& event) {
        return is_device(event, device_.text, sim::DeviceState::disconnected);
    };
    await_.begin(stage, limit, gone,
                 [this, done = std::move(done)](bool in_time) {
                     done(outcome_of(in_time ? "" : device_.text + " is still connected"));
                 },
                 {device_.text});
}

}  // namespace breakwire::scenarios
