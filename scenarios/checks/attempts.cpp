#include "scenarios/checks/attempts.hpp"

#include <fmt/format.h>

#include <chrono>

namespace breakwire::scenarios {

Fields<Attempts> Attempts::fields() {
    return Fields<Attempts>("attempts", "the device tries to connect")
        .optional("at_least", &Attempts::at_least_, "how often; once if nothing is said")
        .optional("at_most", &Attempts::at_most_,
                  "how often, and not once more up to the end of the window")
        .optional("exactly", &Attempts::exactly_, "both")
        .optional("apart", &Attempts::apart_, "from each attempt to the next")
        .optional("varied", &Attempts::varied_,
                  "no two of these times are the same to the millisecond")
        .shorthand("at_least")
        .example(
            "expect: {thermometer: {attempts: {at_most: 10, apart: [500ms, 2m]}}, within: 10m}");
}

void Attempts::validate(const Places& at) const {
    if (exactly_ && at_least_) at.fail("at_least", "and exactly exclude each other");
    if (exactly_ && at_most_) at.fail("at_most", "and exactly exclude each other");
    if (at_least_ && at_most_ && *at_least_ > *at_most_) at.fail("at_least", "is above at_most");
}

std::size_t Attempts::wanted() const {
    if (exactly_) return *exactly_;
    return at_most_ ? *at_most_ : at_least_.value_or(1);
}

std::size_t Attempts::needed() const {
    if (exactly_) return *exactly_;
    return at_least_.value_or(at_most_ ? 0 : 1);
}

Sight Attempts::see(const sim::Event& event) {
    const auto* seen = event.as<sim::ConnectionSeen>();
    const bool ours = seen != nullptr && seen->device == device && seen->tap == sim::Tap::client &&
                      seen->what == sim::Transport::dialing;
    if (!ours) return Sight::nothing;
    if (last_) gap_ = event.at - *last_;
    last_ = event.at;
    return as_wanted() ? Sight::match : Sight::contradiction;
}

bool Attempts::as_wanted() {
    if (!gap_) return true;
    const bool in_time = !apart_ || (apart_->from <= *gap_ && *gap_ <= apart_->to);
    const bool new_gap = gaps_.insert(std::chrono::round<std::chrono::milliseconds>(*gap_)).second;
    return in_time && (new_gap || !varied_.value_or(false));
}

std::string Attempts::describe(const sim::Event& event) const {
    const std::string since =
        gap_ ? fmt::format(", {} after the one before", to_seconds_text(*gap_)) : "";
    return Check::describe(event) + since;
}

std::string Attempts::text() const {
    std::string out = "tries to connect";
    if (exactly_) out += fmt::format(", exactly {}", *exactly_);
    if (at_least_) out += fmt::format(", at least {}", *at_least_);
    if (at_most_) out += fmt::format(", at most {}", *at_most_);
    if (apart_) out += fmt::format(", {} apart", apart_->text());
    if (varied_.value_or(false)) out += ", never after the same time again";
    return out;
}

}  // namespace breakwire::scenarios
