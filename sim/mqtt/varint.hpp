#pragma once

#include <cstddef>
#include <cstdint>

#include "sim/base/bytes.hpp"
#include "sim/mqtt/decode_error.hpp"

namespace breakwire::mqtt {

struct Varint {
    std::uint32_t value = 0;
    std::size_t size = 0;  ///< bytes read, 1 to 4
    bool minimal = true;   ///< false if fewer bytes would have done
};

/// Reads the Variable Byte Integer that `in` starts with.
///
/// 1 to 4 bytes, least significant group first; value 0 to 268'435'455. Fails with `truncated` or
/// `varint_too_long`, at offset 0. Whether a longer form than needed is malformed is for the caller
/// to say: 5.0 forbids it ([MQTT-1.5.5-1]), 3.1.1 does not.
/// Source: MQTT 5.0 section 1.5.5; 3.1.1 section 2.2.3.
Decoded<Varint> read_varint(ByteView in);

/// Appends the shortest form. From 268'435'456 it takes five bytes, which no reader may accept.
void append_varint(Bytes& out, std::uint32_t value);

}  // namespace breakwire::mqtt
