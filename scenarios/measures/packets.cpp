#include "scenarios/measures/packets.hpp"

#include <algorithm>

namespace breakwire::scenarios {

Fields<Packets> Packets::fields() {
    return Fields<Packets>("packets", "packets that devices and the broker send")
        .optional("type", &Packets::type_, "a kind of packet or a list of them; any if absent")
        .optional("devices", &Packets::devices_, "on whose connections; all devices' if absent")
        .optional("direction", &Packets::way_, "up is from devices to the broker")
        .optional("dup", &Packets::dup_, "of a publish: the DUP flag")
        .shorthand("type")
        .example("measure: {repeats: {packets: {type: publish, dup: true}}}");
}

void Packets::validate(const Places& at) const {
    if (dup_ && !of_type(mqtt::PacketType::publish)) {
        at.fail("type", "has to be publish, which alone has DUP");
    }
}

bool Packets::of_type(mqtt::PacketType type) const {
    return type_.empty() || std::find(type_.begin(), type_.end(), type) != type_.end();
}

void Packets::settle(const Cast& cast, Mistakes& mistakes) {
    names_ = names_in(devices_, cast, mistakes);
}

bool Packets::wanted(const sim::PacketSeen& seen) const {
    if (!leaves(seen.direction, seen.tap, way_)) return false;
    if (!names_.empty() && !names_.contains(seen.device)) return false;
    if (!seen.packet) return type_.empty() && !dup_;  // malformed: of no kind
    if (!of_type(mqtt::type_of(*seen.packet))) return false;
    const auto* publish = seen.as<mqtt::Publish>();
    return !dup_ || (publish != nullptr && publish->dup == *dup_);
}

void Packets::see(const sim::Event& event) {
    const auto* seen = event.as<sim::PacketSeen>();
    if (seen != nullptr && wanted(*seen)) ++count_;
}

}  // namespace breakwire::scenarios
