#include "sim/mqtt/encode.hpp"

#include "sim/mqtt/encode_bodies.hpp"
#include "sim/mqtt/raw.hpp"

namespace breakwire::mqtt {
namespace {

// Bits 3 to 0 of the first byte, where the standard fixes them (5.0 table 2-2, 3.1.1 table 2.2).
constexpr std::uint8_t no_flags = 0;
constexpr std::uint8_t reserved_flags = 0b0010;

std::uint8_t first_byte(PacketType type, std::uint8_t flags) {
    return static_cast<std::uint8_t>((static_cast<unsigned>(type) << 4) | flags);
}

/// Turns each packet into its bytes; one overload for each shape.
struct Encoder {
    Version version;

    Bytes operator()(const Connect& connect) const {
        return whole(PacketType::connect, no_flags, connect_body(connect));
    }
    Bytes operator()(const Connack& connack) const {
        return whole(PacketType::connack, no_flags, connack_body(connack, version));
    }
    Bytes operator()(const Publish& publish) const {
        return whole(PacketType::publish, publish_flags(publish), publish_body(publish, version));
    }
    Bytes operator()(const Puback& ack) const {
        return whole(PacketType::puback, no_flags, ack_body(ack, version));
    }
    Bytes operator()(const Pubrec& ack) const {
        return whole(PacketType::pubrec, no_flags, ack_body(ack, version));
    }
    Bytes operator()(const Pubrel& ack) const {
        return whole(PacketType::pubrel, reserved_flags, ack_body(ack, version));
    }
    Bytes operator()(const Pubcomp& ack) const {
        return whole(PacketType::pubcomp, no_flags, ack_body(ack, version));
    }
    Bytes operator()(const Subscribe& subscribe) const {
        return whole(PacketType::subscribe, reserved_flags, subscribe_body(subscribe, version));
    }
    Bytes operator()(const Suback& suback) const {
        return whole(PacketType::suback, no_flags, reasons_body(suback, version));
    }
    Bytes operator()(const Unsubscribe& unsubscribe) const {
        return whole(PacketType::unsubscribe, reserved_flags,
                     unsubscribe_body(unsubscribe, version));
    }
    Bytes operator()(const Unsuback& unsuback) const {
        return whole(PacketType::unsuback, no_flags, reasons_body(unsuback, version));
    }
    Bytes operator()(const Pingreq&) const { return whole(PacketType::pingreq, no_flags, Raw()); }
    Bytes operator()(const Pingresp&) const { return whole(PacketType::pingresp, no_flags, Raw()); }
    Bytes operator()(const Disconnect& disconnect) const {
        return whole(PacketType::disconnect, no_flags, disconnect_body(disconnect, version));
    }
    Bytes operator()(const Auth& auth) const {
        return whole(PacketType::auth, no_flags, auth_body(auth));
    }

    static Bytes whole(PacketType type, std::uint8_t flags, const Raw& body) {
        return body.packet(first_byte(type, flags));
    }
};

}  // namespace

Bytes encode(const Packet& packet, Version version) { return std::visit(Encoder{version}, packet); }

}  // namespace breakwire::mqtt
