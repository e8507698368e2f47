#include "scenarios/checks/connected.hpp"

#include "scenarios/checks/seen.hpp"

namespace breakwire::scenarios {

Fields<Connected> Connected::fields() {
    return Fields<Connected>("connected", "the broker accepts the device (CONNACK 0)")
        .optional("session_present", &Connected::session_present_,
                  "whether the broker says that it still has the session")
        .example("expect: {thermometer: {connected: {session_present: true}}}");
}

Sight Connected::see(const sim::Event& event) {
    if (sealed) return see_device(event);
    const auto* connack = received<mqtt::Connack>(event, device);
    if (connack == nullptr) return Sight::nothing;
    const bool as_wanted = !session_present_ || *session_present_ == connack->session_present;
    return connack->reason == 0 && as_wanted ? Sight::match : Sight::near;
}

/// Where nobody else can see the CONNACK, the device's word has to do.
Sight Connected::see_device(const sim::Event& event) const {
    const auto* said = event.as<sim::DeviceEvent>();
    const bool ours = said != nullptr && said->device == device;
    return ours && said->state == sim::DeviceState::connected ? Sight::match : Sight::nothing;
}

std::string Connected::text() const {
    if (!session_present_) return "is connected";
    return *session_present_ ? "is connected with its session" : "is connected without a session";
}

}  // namespace breakwire::scenarios
