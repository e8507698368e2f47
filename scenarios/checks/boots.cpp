#include "scenarios/checks/boots.hpp"

#include <fmt/format.h>

namespace breakwire::scenarios {

Fields<Boots> Boots::fields() {
    return Fields<Boots>("boots", "the board that plays the device starts anew")
        .optional("says", &Boots::says_, "an expression that is looked for in its boot line")
        .optional("at_least", &Boots::at_least_, "how often; once if nothing is said")
        .optional("exactly", &Boots::exactly_,
                  "how often, and not once more up to the end of the window")
        .shorthand("says")
        .wants("console")
        .example("expect: {thermometer: {boots: reset=soft}, within: 10s}");
}

void Boots::validate(const Places& at) const {
    if (at_least_ && exactly_) at.fail("at_least", "and exactly exclude each other");
}

Sight Boots::see(const sim::Event& event) {
    const auto* said = event.as<sim::DeviceEvent>();
    const bool ours = said != nullptr && said->device == device;
    if (!ours || said->state != sim::DeviceState::booted) return Sight::nothing;
    return !says_ || says_->is_in(said->detail) ? Sight::match : Sight::near;
}

std::string Boots::text() const {
    std::string out = "boots";
    if (says_) out += fmt::format(" and says /{}/", says_->text);
    if (at_least_) out += fmt::format(", at least {}", *at_least_);
    if (exactly_) out += fmt::format(", exactly {}", *exactly_);
    return out;
}

std::string Boots::describe(const sim::Event& event) const {
    const auto* said = event.as<sim::DeviceEvent>();
    if (said == nullptr) return Check::describe(event);
    return fmt::format("\"{}\" at {}", said->detail, to_seconds_text(event.at.time_since_epoch()));
}

}  // namespace breakwire::scenarios
