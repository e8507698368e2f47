#include "sim/mqtt/decode_bodies.hpp"
#include "sim/mqtt/reason_code.hpp"

namespace breakwire::mqtt {
namespace {

/// What the sender must have used one of, by packet.
std::string_view reason_rule(PacketType type, Version version) {
    const bool old = version == Version::v3_1_1;
    switch (type) {
        case PacketType::connack:
            return old ? "3.2.2.3" : "MQTT-3.2.2-8";
        case PacketType::puback:
            return "MQTT-3.4.2-1";
        case PacketType::pubrec:
            return "MQTT-3.5.2-1";
        case PacketType::pubrel:
            return "MQTT-3.6.2-1";
        case PacketType::pubcomp:
            return "MQTT-3.7.2-1";
        case PacketType::suback:
            return "MQTT-3.9.3-2";
        case PacketType::unsuback:
            return "MQTT-3.11.3-2";
        case PacketType::disconnect:
            return "MQTT-3.14.2-1";
        case PacketType::auth:
            return "MQTT-3.15.2-1";
        default:
            return {};
    }
}

/// PUBACK, PUBREC, PUBREL and PUBCOMP share one shape. In 5.0 the reason may be left out if it is
/// 0x00 and no properties follow, the property length if there are none (sections 3.4.2.1,
/// 3.4.2.2.1 and their siblings); 3.1.1 ends after the packet id.
template <class Ack>
Ack read_ack(Reader& in, PacketType type) {
    Ack ack;
    ack.packet_id = in.packet_id();
    if (in.version() == Version::v3_1_1) return ack;
    if (in.more()) ack.reason = read_reason(in, type);
    if (in.more()) ack.properties = read_properties(in, in_packet(type));
    return ack;
}

}  // namespace

std::uint8_t read_reason(Reader& in, PacketType type) {
    const std::size_t at = in.offset();
    const std::uint8_t reason = in.u8();
    if (!reason_known(type, in.version(), reason)) {
        in.fail(Malformed::reason_unknown, at, reason_rule(type, in.version()));
    }
    return reason;
}

Puback read_puback(Reader& in) { return read_ack<Puback>(in, PacketType::puback); }
Pubrec read_pubrec(Reader& in) { return read_ack<Pubrec>(in, PacketType::pubrec); }
Pubrel read_pubrel(Reader& in) { return read_ack<Pubrel>(in, PacketType::pubrel); }
Pubcomp read_pubcomp(Reader& in) { return read_ack<Pubcomp>(in, PacketType::pubcomp); }

// An empty 5.0 DISCONNECT means 0x00, one without a property length has no properties (sections
// 3.14.2.1 and 3.14.2.2.1).
Disconnect read_disconnect(Reader& in) {
    Disconnect disconnect;
    if (in.version() == Version::v3_1_1) return disconnect;
    if (in.more()) disconnect.reason = read_reason(in, PacketType::disconnect);
    if (in.more()) {
        disconnect.properties = read_properties(in, in_packet(PacketType::disconnect));
    }
    return disconnect;
}

// Success without properties may be empty (section 3.15.2.1); any other AUTH names its method
// (section 3.15.2.2.2).
Auth read_auth(Reader& in) {
    Auth auth;
    const std::size_t at = in.offset();
    if (in.more()) auth.reason = read_reason(in, PacketType::auth);
    if (in.more()) auth.properties = read_properties(in, in_packet(PacketType::auth));
    const bool bare = auth.reason == 0 && auth.properties.empty();
    if (!bare && !auth.properties.has(PropertyId::authentication_method)) {
        in.fail(Malformed::authentication_method_missing, at);
    }
    return auth;
}

}  // namespace breakwire::mqtt
