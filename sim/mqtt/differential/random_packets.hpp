#pragma once

#include <cstdint>
#include <random>

#include "sim/mqtt/packet.hpp"

namespace breakwire::mqtt {

/// Packets that the standard allows, each field drawn by itself: the same seed gives the same
/// packets on every platform, for it uses the engine alone and no distribution of the library.
class RandomPackets {
public:
    explicit RandomPackets(std::uint64_t seed) : engine_(seed) {}

    Packet next(Version version);
    /// Changes, drops or inserts one to three octets behind the fixed header, whose length fits
    /// again; now and then the first octet instead.
    Bytes mutated(const Bytes& wire);

    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(engine_() % limit); }

private:
    bool coin() { return below(2) == 0; }
    std::uint16_t id() { return static_cast<std::uint16_t>(1 + below(0xFFFF)); }
    Qos qos() { return static_cast<Qos>(below(3)); }
    std::string text();
    std::string filter();
    Bytes octets(std::size_t below_size);
    PropertyValue value(PropertyId property);
    Properties properties(std::uint8_t place, Version version);
    std::uint8_t reason(PacketType type, Version version);

    Connect connect(Version version);
    Will will(Version version);
    Publish publish(Version version);
    Subscribe subscribe(Version version);
    Auth auth();
    template <class Ack>
    Ack ack(PacketType type, Version version);
    template <class Ack>
    Ack reasons(PacketType type, Version version);

    std::mt19937_64 engine_;
};

}  // namespace breakwire::mqtt
