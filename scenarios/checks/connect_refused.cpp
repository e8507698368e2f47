#include "scenarios/checks/connect_refused.hpp"

#include "scenarios/checks/seen.hpp"

namespace breakwire::scenarios {

Fields<ConnectRefused> ConnectRefused::fields() {
    return Fields<ConnectRefused>("connect_refused", "the broker answers CONNECT with a refusal")
        .optional("reason", &ConnectRefused::reason_,
                  "one of these codes: 3.1.1 knows 1 to 5, 5.0 those from 0x80")
        .shorthand("reason")
        .example("expect: {thermometer: {connect_refused: {reason: [5, 0x87]}}}");
}

Sight ConnectRefused::see(const sim::Event& event) {
    const auto* connack = received<mqtt::Connack>(event, device);
    if (connack == nullptr) return Sight::nothing;
    return connack->reason != 0 && is_one_of(connack->reason, reason_) ? Sight::match : Sight::near;
}

std::string ConnectRefused::text() const {
    return reason_.empty() ? "is refused" : "is refused with " + in_words(reason_);
}

}  // namespace breakwire::scenarios
