#include "scenarios/checks/says.hpp"

#include <fmt/format.h>

namespace breakwire::scenarios {

Fields<Says> Says::fields() {
    return Fields<Says>("says", "the board that plays the device says a line on its console")
        .required("matches", &Says::matches_, "an expression that is looked for in the line")
        .optional("at_least", &Says::at_least_, "how many; 1 if nothing is said")
        .optional("exactly", &Says::exactly_,
                  "how many, and not one more up to the end of the window")
        .shorthand("matches")
        .wants("console")
        .example("expect: {thermometer: {says: '^mqtt: connected'}, within: 10s}");
}

void Says::validate(const Places& at) const {
    if (at_least_ && exactly_) at.fail("at_least", "and exactly exclude each other");
}

Sight Says::see(const sim::Event& event) {
    const auto* said = event.as<sim::ConsoleSeen>();
    const bool ours = said != nullptr && said->device == device;
    if (!ours || said->from != sim::ConsoleVoice::board) return Sight::nothing;
    return matches_.is_in(said->text) ? Sight::match : Sight::near;
}

std::string Says::text() const {
    std::string out = fmt::format("says /{}/", matches_.text);
    if (at_least_) out += fmt::format(", at least {}", *at_least_);
    if (exactly_) out += fmt::format(", exactly {}", *exactly_);
    return out;
}

std::string Says::describe(const sim::Event& event) const {
    const auto* said = event.as<sim::ConsoleSeen>();
    if (said == nullptr) return Check::describe(event);
    return fmt::format("\"{}\" at {}", said->text, to_seconds_text(event.at.time_since_epoch()));
}

}  // namespace breakwire::scenarios
