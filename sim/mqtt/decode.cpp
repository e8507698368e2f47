#include "sim/mqtt/decode.hpp"

#include "sim/mqtt/decode_bodies.hpp"
#include "sim/mqtt/varint.hpp"

namespace breakwire::mqtt {
namespace {

struct FixedHeader {
    PacketType type{};
    std::uint8_t flags = 0;
    std::size_t size = 0;
    bool minimal = true;  ///< whether the Remaining Length has its shortest form
};

bool type_exists(unsigned type, Version version) {
    return type != 0 &&
           (type != static_cast<unsigned>(PacketType::auth) || version != Version::v3_1_1);
}

/// 5.0 table 2-2, 3.1.1 table 2.2; a PUBLISH uses all four bits.
bool flags_fit(PacketType type, std::uint8_t flags) {
    switch (type) {
        case PacketType::publish:
            return true;
        case PacketType::pubrel:
        case PacketType::subscribe:
        case PacketType::unsubscribe:
            return flags == 0b0010;
        default:
            return flags == 0;
    }
}

void read_length(Reader& in, ByteView packet, FixedHeader& header) {
    const auto length = read_varint(packet.subspan(1));
    if (length.has_error()) {
        if (length.error().why == Malformed::varint_too_long) return in.fail(length.error().why, 1);
        return in.fail(Malformed::incomplete, packet.size());
    }
    header.size = 1 + length->size;
    header.minimal = length->minimal;
    const std::size_t whole = header.size + length->value;
    if (whole > packet.size()) in.fail(Malformed::incomplete, packet.size());
    if (whole < packet.size()) in.fail(Malformed::trailing_bytes, whole);
}

/// Sections 2.1 (5.0) and 2.2 (3.1.1).
FixedHeader read_fixed_header(Reader& in, ByteView packet) {
    if (packet.empty()) {
        in.fail(Malformed::incomplete, 0);
        return {};
    }
    const unsigned first = std::to_integer<unsigned>(packet[0]);
    FixedHeader header{static_cast<PacketType>(first >> 4), static_cast<std::uint8_t>(first & 0xF)};
    if (!type_exists(first >> 4, in.version())) in.fail(Malformed::packet_type_reserved, 0);
    if (!flags_fit(header.type, header.flags)) in.fail(Malformed::flags_reserved, 0);
    read_length(in, packet, header);
    in.skip(header.size);
    return header;
}

Packet read_body(Reader& in, const FixedHeader& header) {
    switch (header.type) {
        case PacketType::connect:
            return read_connect(in);
        case PacketType::connack:
            return read_connack(in);
        case PacketType::publish:
            return read_publish(in, header.flags);
        case PacketType::puback:
            return read_puback(in);
        case PacketType::pubrec:
            return read_pubrec(in);
        case PacketType::pubrel:
            return read_pubrel(in);
        case PacketType::pubcomp:
            return read_pubcomp(in);
        case PacketType::subscribe:
            return read_subscribe(in);
        case PacketType::suback:
            return read_suback(in);
        case PacketType::unsubscribe:
            return read_unsubscribe(in);
        case PacketType::unsuback:
            return read_unsuback(in);
        case PacketType::pingreq:
            return Pingreq{};
        case PacketType::pingresp:
            return Pingresp{};
        case PacketType::disconnect:
            return read_disconnect(in);
        case PacketType::auth:
            return read_auth(in);
    }
    return Pingreq{};  // Type 0, which the fixed header has refused.
}

/// Whether these bytes start a CONNECT, whose version is not settled from outside.
bool starts_connect(ByteView packet) {
    return !packet.empty() && std::to_integer<unsigned>(packet[0]) >> 4 == 1;
}

}  // namespace

Decoded<Packet> decode(ByteView packet, Version version) {
    Reader in(packet, starts_connect(packet) ? Version::v5_0 : version);
    const FixedHeader header = read_fixed_header(in, packet);
    if (in.failure()) return *in.failure();

    Packet body = read_body(in, header);
    if (in.more()) in.fail(Malformed::trailing_bytes, in.offset());
    // Only now is it certain whether this is 5.0, which alone forbids a padded length.
    if (!header.minimal && in.version() == Version::v5_0) in.fail(Malformed::varint_not_minimal, 1);
    if (in.failure()) return *in.failure();
    return body;
}

}  // namespace breakwire::mqtt
