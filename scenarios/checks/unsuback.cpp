#include "scenarios/checks/unsuback.hpp"

#include <algorithm>

#include "scenarios/checks/seen.hpp"

namespace breakwire::scenarios {

Fields<UnsubackCheck> UnsubackCheck::fields() {
    return Fields<UnsubackCheck>("unsuback", "the broker answers an UNSUBSCRIBE")
        .optional(
            "code", &UnsubackCheck::code_,
            "each of its codes is one of these; 5.0 only, not judged in 3.1.1, which has none")
        .shorthand("code")
        .example("expect: {dashboard: {unsuback: 0}}");
}

Sight UnsubackCheck::see(const sim::Event& event) {
    const auto* unsuback = received<mqtt::Unsuback>(event, device);
    if (unsuback == nullptr) return Sight::nothing;
    const auto& codes = unsuback->reasons;
    const bool all = std::all_of(codes.begin(), codes.end(),
                                 [this](std::uint8_t code) { return is_one_of(code, code_); });
    return all ? Sight::match : Sight::near;
}

std::string UnsubackCheck::text() const {
    return code_.empty() ? "gets UNSUBACK" : "gets UNSUBACK " + in_words(code_);
}

}  // namespace breakwire::scenarios
