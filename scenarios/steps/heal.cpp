#include "scenarios/steps/heal.hpp"

namespace breakwire::scenarios {

Fields<Heal> Heal::fields() {
    return Fields<Heal>("heal", "takes faults out of force; all of them if nothing is named")
        .optional("kind", &Heal::kind_, "only faults of this kind; all kinds if empty")
        .optional("device", &Heal::device_, "only faults that concern this device")
        .shorthand("kind")
        .example("heal: {kind: link_down, device: thermometer}");
}

std::string Heal::text() const {
    std::string out = "heal";
    if (!kind_.empty()) out += ' ' + kind_;
    if (device_) out += (kind_.empty() ? " " : " of ") + device_->text;
    return kind_.empty() && !device_ ? "heal everything" : out;
}

void Heal::settle(const Node& settings, const Cast& cast, Mistakes& mistakes) {
    if (device_) cast.check(*device_, mistakes);
    if (kind_.empty() || cast.faults->find(kind_) != nullptr) return;
    const Node* typed = settings.find("kind");
    mistakes.add(typed != nullptr ? typed->at : settings.at,
                 "unknown fault '" + kind_ + "'" + suggestion(kind_, cast.faults->names()));
}

void Heal::begin(Stage& stage, Done done) {
    const bool named = !kind_.empty() || device_;
    const int healed = stage.faults().heal(kind_, device_ ? device_->text : "");
    if (named && healed == 0) return done(StepOutcome::unworkable("no such fault is in force"));
    done({});
}

}  // namespace breakwire::scenarios
