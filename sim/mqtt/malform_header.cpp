#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/malform_makers.hpp"
#include "sim/mqtt/raw.hpp"
#include "sim/mqtt/varint.hpp"

namespace breakwire::mqtt::malformed {
namespace {

/// A whole packet in its parts.
struct Parts {
    std::uint8_t first = 0;
    Bytes body;

    explicit Parts(const Bytes& whole) : first(std::to_integer<std::uint8_t>(whole[0])) {
        const ByteView behind_type = ByteView(whole).subspan(1);
        body = to_bytes(behind_type.subspan(read_varint(behind_type)->size));
    }
    std::uint32_t length() const { return static_cast<std::uint32_t>(body.size()); }
};

/// The Remaining Length `value` in `octets` octets, the last of them 0 if fewer would do.
void append_padded(Bytes& out, std::uint32_t value, int octets) {
    for (int left = octets; left > 0; --left) {
        const std::uint32_t more = left > 1 ? 0x80 : 0;
        out.push_back(static_cast<std::byte>((value & 0x7F) | more));
        value >>= 7;
    }
}

Bytes with_padded_length(const Parts& parts, int octets) {
    Bytes out{std::byte{parts.first}};
    append_padded(out, parts.length(), octets);
    out.insert(out.end(), parts.body.begin(), parts.body.end());
    return out;
}

Bytes with_length(const Parts& parts, std::uint32_t length) {
    Raw out;
    out.u8(parts.first).varint(length).bytes(parts.body);
    return out.body();
}

Made with_first_octet(Packet packet, Version version, unsigned clear, unsigned set) {
    Bytes out = encode(packet, version);
    out[0] = (out[0] & ~std::byte(clear)) | std::byte(set);
    return out;
}

}  // namespace

Made length_of_five_octets(Packet packet, Version version) {
    return with_padded_length(Parts(encode(packet, version)), 5);
}

Made length_padded(Packet packet, Version version) {
    const Parts parts(encode(packet, version));
    constexpr std::uint32_t needs_four = 1U << 21;
    if (parts.length() >= needs_four) return std::nullopt;
    return with_padded_length(parts, 4);
}

Made length_too_long(Packet packet, Version version) {
    const Parts parts(encode(packet, version));
    return with_length(parts, parts.length() + 1);
}

Made length_too_short(Packet packet, Version version) {
    const Parts parts(encode(packet, version));
    return with_length(parts, parts.length() - 1);
}

Made last_octet_missing(Packet packet, Version version) {
    Parts parts(encode(packet, version));
    parts.body.pop_back();
    return with_length(parts, parts.length());
}

Made trailing_octet(Packet packet, Version version) {
    Parts parts(encode(packet, version));
    parts.body.push_back(std::byte{0});
    return with_length(parts, parts.length());
}

Made type_0(Packet packet, Version version) { return with_first_octet(packet, version, 0xF0, 0); }

Made type_15(Packet packet, Version version) {
    return with_first_octet(packet, version, 0xFF, 0xF0);
}

/// Turns the lowest flag over, which is right neither as 0 nor as 1.
Made reserved_flags(Packet packet, Version version) {
    Bytes out = encode(packet, version);
    out[0] ^= std::byte{0x01};
    return out;
}

}  // namespace breakwire::mqtt::malformed
