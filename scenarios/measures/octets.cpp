#include "scenarios/measures/octets.hpp"

namespace breakwire::scenarios {

bool leaves(sim::Direction direction, sim::Tap tap, Way way) {
    if (direction == sim::Direction::up) return tap == sim::Tap::client && way != Way::down;
    return tap == sim::Tap::broker && way != Way::up;
}

Fields<Octets> Octets::fields() {
    return Fields<Octets>("octets", "octets that devices and the broker hand to the network")
        .optional("devices", &Octets::devices_, "on whose connections; all devices' if absent")
        .optional("direction", &Octets::way_, "up is from devices to the broker")
        .example("measure: {uplink: {octets: {devices: [\"pump_{n}\"], direction: up}}}");
}

void Octets::settle(const Cast& cast, Mistakes& mistakes) {
    names_ = names_in(devices_, cast, mistakes);
}

template <class T>
void Octets::add(const sim::Event& event) {
    const T* seen = event.as<T>();
    if (seen == nullptr || !leaves(seen->direction, seen->tap, way_)) return;
    if (names_.empty() || names_.contains(seen->device)) count_ += seen->bytes.size();
}

void Octets::see(const sim::Event& event) {
    add<sim::PacketSeen>(event);
    add<sim::BytesSeen>(event);
    add<sim::SealedSeen>(event);
}

}  // namespace breakwire::scenarios
