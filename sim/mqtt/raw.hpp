#pragma once

#include <cstdint>
#include <string_view>

#include "sim/base/bytes.hpp"

namespace breakwire::mqtt {

/// Builds bytes that no packet struct can express: wrong lengths, reserved bits, fields in a wrong
/// order. Nothing is checked, that is its purpose; only the limits of the length fields hold.
///
///     Raw().u16(0).string("plant/#").u8(3).packet(0x80)   // SUBSCRIBE, reserved flags, id 0, QoS
///     3
class Raw {
public:
    Raw& u8(std::uint8_t value);
    /// Big-endian, as all of MQTT.
    Raw& u16(std::uint16_t value);
    Raw& u32(std::uint32_t value);
    /// A Variable Byte Integer in its shortest form; five bytes, which is malformed, from
    /// 268'435'456.
    Raw& varint(std::uint32_t value);
    /// A Two Byte length, then the text as it is; at most 65'535 bytes.
    Raw& string(std::string_view text);
    /// A Two Byte length, then the bytes; at most 65'535.
    Raw& binary(ByteView content);
    /// The bytes alone.
    Raw& bytes(ByteView content);

    const Bytes& body() const { return bytes_; }

    /// What was built so far, behind a fixed header with this first byte and the fitting Remaining
    /// Length.
    Bytes packet(std::uint8_t first_byte) const { return packet(first_byte, bytes_); }

    /// The same for a body that is already there.
    static Bytes packet(std::uint8_t first_byte, ByteView body);

private:
    Bytes bytes_;
};

}  // namespace breakwire::mqtt
