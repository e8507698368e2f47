#include "scenarios/checks/session_present.hpp"

#include "scenarios/checks/seen.hpp"

namespace breakwire::scenarios {

Fields<SessionPresent> SessionPresent::fields() {
    return Fields<SessionPresent>("session_present",
                                  "what the CONNACK says about the device's session")
        .required("is", &SessionPresent::is_, "true: the broker still has it")
        .shorthand("is")
        .example("expect: {thermometer: {session_present: true}}");
}

Sight SessionPresent::see(const sim::Event& event) {
    const auto* connack = received<mqtt::Connack>(event, device);
    if (connack == nullptr) return Sight::nothing;
    if (connack->reason != 0) return Sight::near;
    return connack->session_present == is_ ? Sight::match : Sight::contradiction;
}

std::string SessionPresent::text() const {
    return is_ ? "gets session present true" : "gets session present false";
}

}  // namespace breakwire::scenarios
