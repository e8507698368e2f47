#include "scenarios/measures/reconnects.hpp"

namespace breakwire::scenarios {

Fields<Reconnects> Reconnects::fields() {
    return Fields<Reconnects>("reconnects", "how often the broker accepts devices again")
        .optional("devices", &Reconnects::devices_, "which; all if absent")
        .shorthand("devices")
        .example("measure: {comebacks: {reconnects: \"pump_{n}\"}}");
}

void Reconnects::settle(const Cast& cast, Mistakes& mistakes) {
    names_ = names_in(devices_, cast, mistakes);
}

void Reconnects::see(const sim::Event& event) {
    const auto* seen = event.as<sim::PacketSeen>();
    if (seen == nullptr || seen->tap != sim::Tap::client) return;
    const auto* connack = seen->as<mqtt::Connack>();
    if (connack == nullptr || connack->reason != 0) return;
    if (!names_.empty() && !names_.contains(seen->device)) return;
    if (!known_.insert(seen->device).second) ++count_;
}

}  // namespace breakwire::scenarios
