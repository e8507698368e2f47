#include "sim/base/bytes.hpp"

namespace breakwire {

namespace {

constexpr std::string_view digits = "0123456789abcdef";

std::optional<unsigned> digit_value(char c) {
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    const auto at = digits.find(c);
    if (at == std::string_view::npos) return std::nullopt;
    return static_cast<unsigned>(at);
}

}  // namespace

std::string to_hex(ByteView bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::byte octet : bytes) {
        const auto value = std::to_integer<unsigned>(octet);
        text += digits[value >> 4];
        text += digits[value & 0x0F];
    }
    return text;
}

std::optional<Bytes> from_hex(std::string_view text) {
    Bytes bytes;
    std::optional<unsigned> high;
    for (const char c : text) {
        if (c == ' ' && !high) continue;
        const auto digit = digit_value(c);
        if (!digit) return std::nullopt;
        if (!high) {
            high = digit;
            continue;
        }
        bytes.push_back(static_cast<std::byte>(*high << 4 | *digit));
        high.reset();
    }
    if (high) return std::nullopt;
    return bytes;
}

}  // namespace breakwire
