#include "devices/boards/octet_faults.hpp"

namespace breakwire::devices {

namespace {

const char* name_of(sim::Direction direction) {
    return direction == sim::Direction::up ? "up" : "down";
}

/// Another octet than `octet`, each as likely as the next.
std::byte another(std::byte octet, std::uint64_t bits) {
    const auto shift = static_cast<unsigned>(1 + bits % 255);
    return static_cast<std::byte>((std::to_integer<unsigned>(octet) + shift) & 0xFF);
}

}  // namespace

OctetFaults::Id OctetFaults::add(OctetFault fault) {
    faults_.emplace(++last_, InForce{std::move(fault)});
    return last_;
}

Bytes OctetFaults::pass(ByteView octets, sim::Direction direction) {
    Bytes passed = to_bytes(octets);
    for (auto& [id, fault] : faults_) {
        const auto& only = fault.fault.direction;
        if (!only || *only == direction) passed = pass(passed, direction, fault);
    }
    return passed;
}

Bytes OctetFaults::pass(ByteView octets, sim::Direction direction, InForce& in_force) {
    const OctetFault& fault = in_force.fault;
    const Luck luck = fault.luck.of(name_of(direction));
    std::uint64_t& ordinal = in_force.seen[direction];
    std::size_t hits = 0;
    Bytes passed;
    for (const std::byte octet : octets) {
        const std::uint64_t number = ordinal++;
        const bool dropped = luck.unit("drop", number) < fault.drop.of_one();
        const bool noisy = !dropped && luck.unit("noise", number) < fault.noise.of_one();
        if (dropped || noisy) ++hits;
        if (dropped) continue;
        passed.push_back(noisy ? another(octet, luck.bits("octet", number)) : octet);
    }
    if (hits > 0 && fault.on_hit) fault.on_hit(hits);
    return passed;
}

}  // namespace breakwire::devices
