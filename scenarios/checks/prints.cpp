#include "scenarios/checks/prints.hpp"

#include <fmt/format.h>

namespace breakwire::scenarios {

Fields<Prints> Prints::fields() {
    return Fields<Prints>("prints", "the program that plays the device writes a line")
        .optional("line", &Prints::line_, "exactly this line")
        .optional("matches", &Prints::matches_, "the whole line matches this expression")
        .optional("at_least", &Prints::at_least_, "how many; 1 if nothing is said")
        .optional("exactly", &Prints::exactly_,
                  "how many, and not one more up to the end of the window")
        .shorthand("line")
        .example("expect: {listener: {prints: {matches: \"plant/1/.* offline\"}}}");
}

void Prints::validate(const Places& at) const {
    if (line_ && matches_) at.fail("line", "and matches exclude each other");
    if (at_least_ && exactly_) at.fail("at_least", "and exactly exclude each other");
}

Sight Prints::see(const sim::Event& event) {
    const auto* said = event.as<sim::DeviceEvent>();
    if (said == nullptr || said->device != device || said->state != sim::DeviceState::printed) {
        return Sight::nothing;
    }
    const bool wanted =
        (!line_ || said->detail == *line_) && (!matches_ || matches_->matches(said->detail));
    return wanted ? Sight::match : Sight::near;
}

std::string Prints::text() const {
    std::string out = "prints";
    if (line_) out += fmt::format(" \"{}\"", *line_);
    if (matches_) out += fmt::format(" a line matching /{}/", matches_->text);
    if (at_least_) out += fmt::format(", at least {}", *at_least_);
    if (exactly_) out += fmt::format(", exactly {}", *exactly_);
    return out;
}

}  // namespace breakwire::scenarios
