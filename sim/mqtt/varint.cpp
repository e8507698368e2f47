#include "sim/mqtt/varint.hpp"

namespace breakwire::mqtt {

Decoded<Varint> read_varint(ByteView in) {
    Varint read;
    for (std::size_t i = 0; i < 4; ++i) {
        if (i == in.size()) return DecodeError{Malformed::truncated};
        const auto group = std::to_integer<std::uint32_t>(in[i]);
        read.value |= (group & 0x7F) << (7 * i);
        if (group & 0x80) continue;
        read.size = i + 1;
        // A last group of zero adds nothing, so a shorter encoding existed.
        read.minimal = group != 0 || i == 0;
        return read;
    }
    return DecodeError{Malformed::varint_too_long};
}

void append_varint(Bytes& out, std::uint32_t value) {
    while (value > 0x7F) {
        out.push_back(static_cast<std::byte>((value & 0x7F) | 0x80));
        value >>= 7;
    }
    out.push_back(static_cast<std::byte>(value));
}

}  // namespace breakwire::mqtt
