#include "sim/mqtt/raw.hpp"

#include "sim/base/invariant.hpp"
#include "sim/mqtt/varint.hpp"

namespace breakwire::mqtt {

Raw& Raw::u8(std::uint8_t value) {
    bytes_.push_back(static_cast<std::byte>(value));
    return *this;
}

Raw& Raw::u16(std::uint16_t value) {
    return u8(static_cast<std::uint8_t>(value >> 8)).u8(static_cast<std::uint8_t>(value & 0xFF));
}

Raw& Raw::u32(std::uint32_t value) {
    return u16(static_cast<std::uint16_t>(value >> 16))
        .u16(static_cast<std::uint16_t>(value & 0xFFFF));
}

Raw& Raw::varint(std::uint32_t value) {
    append_varint(bytes_, value);
    return *this;
}

Raw& Raw::string(std::string_view text) { return binary(as_bytes(text)); }

Raw& Raw::binary(ByteView content) {
    BREAKWIRE_INVARIANT(content.size() <= 0xFFFF);
    return u16(static_cast<std::uint16_t>(content.size())).bytes(content);
}

Raw& Raw::bytes(ByteView content) {
    bytes_.insert(bytes_.end(), content.begin(), content.end());
    return *this;
}

Bytes Raw::packet(std::uint8_t first_byte, ByteView body) {
    constexpr std::size_t largest_remaining_length = 268'435'455;
    BREAKWIRE_INVARIANT(body.size() <= largest_remaining_length);
    Raw header;
    header.u8(first_byte).varint(static_cast<std::uint32_t>(body.size())).bytes(body);
    return std::move(header.bytes_);
}

}  // namespace breakwire::mqtt
