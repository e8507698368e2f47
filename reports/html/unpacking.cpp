#include "reports/html/unpacking.hpp"

#include <zlib.h>

#include <stdexcept>

#include "sim/base/bytes.hpp"

namespace breakwire::reports {

namespace {

std::uint32_t value_of(char digit) {
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const auto at = digits.find(digit);
    if (at == digits.npos) throw std::runtime_error("no digit of base64");
    return static_cast<std::uint32_t>(at);
}

Bytes from_base64(std::string_view text) {
    Bytes out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char digit : text.substr(0, text.find('='))) {
        bits = bits << 6 | value_of(digit);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        out.push_back(static_cast<std::byte>(bits >> count & 0xff));
    }
    return out;
}

}  // namespace

std::string unpack(std::string_view packed) {
    const Bytes bytes = from_base64(packed);
    constexpr uLongf most = 1 << 20;
    std::string out(most, '\0');
    uLongf size = most;
    const int status =
        uncompress(reinterpret_cast<Bytef*>(out.data()), &size,
                   reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uLong>(bytes.size()));
    if (status != Z_OK) throw std::runtime_error("not in zlib's format");
    out.resize(size);
    return out;
}

}  // namespace breakwire::reports
