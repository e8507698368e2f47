#include "reports/html/packing.hpp"

#include <zlib.h>

#include "sim/base/bytes.hpp"
#include "sim/base/invariant.hpp"

namespace breakwire::reports {

namespace {

Bytes deflated(std::string_view text) {
    uLongf size = compressBound(static_cast<uLong>(text.size()));
    Bytes out(size);
    const int status = compress2(reinterpret_cast<Bytef*>(out.data()), &size,
                                 reinterpret_cast<const Bytef*>(text.data()),
                                 static_cast<uLong>(text.size()), Z_BEST_COMPRESSION);
    BREAKWIRE_INVARIANT(status == Z_OK);
    out.resize(size);
    return out;
}

/// Four digits for up to three octets.
void append_group(std::string& out, ByteView octets) {
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        bits = bits << 8 | (i < octets.size() ? std::to_integer<std::uint32_t>(octets[i]) : 0);
    }
    for (std::size_t i = 0; i < 4; ++i) {
        out += i <= octets.size() ? digits[bits >> (18 - 6 * i) & 0x3f] : '=';
    }
}

}  // namespace

std::string pack(std::string_view text) {
    const Bytes bytes = deflated(text);
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        append_group(out, ByteView(bytes).subspan(i, std::min<std::size_t>(3, bytes.size() - i)));
    }
    return out;
}

}  // namespace breakwire::reports
