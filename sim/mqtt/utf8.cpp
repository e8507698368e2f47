#include "sim/mqtt/utf8.hpp"

#include <cstdint>

namespace breakwire::mqtt {
namespace {

struct CodePoint {
    std::uint32_t value = 0;
    std::size_t size = 0;  ///< bytes it takes; 0 if they are ill-formed
};

std::uint32_t octet(ByteView text, std::size_t at) {
    return std::to_integer<std::uint32_t>(text[at]);
}

/// How many bytes a sequence has, by its first byte; 0 if none starts so. 0xC0, 0xC1 and 0xF5 up
/// never occur: they start overlong forms or lie beyond U+10FFFF.
std::size_t size_by_lead(std::uint32_t lead) {
    if (lead < 0x80) return 1;
    if (lead < 0xC2 || lead > 0xF4) return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/// The smallest value that needs so many bytes; anything below is an overlong form.
std::uint32_t smallest_of(std::size_t size) {
    constexpr std::uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    return smallest[size];
}

CodePoint first_of(ByteView text) {
    const std::uint32_t lead = octet(text, 0);
    const std::size_t size = size_by_lead(lead);
    if (size == 0 || size > text.size()) return {};
    std::uint32_t value = size == 1 ? lead : lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((octet(text, i) & 0xC0) != 0x80) return {};
        value = (value << 6) | (octet(text, i) & 0x3F);
    }
    if (value < smallest_of(size) || value > 0x10FFFF) return {};
    return {value, size};
}

}  // namespace

std::optional<DecodeError> find_utf8_mistake(ByteView text) {
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = first_of(text.subspan(at));
        if (point.size == 0) return DecodeError{Malformed::utf8_ill_formed, at};
        if (point.value >= 0xD800 && point.value <= 0xDFFF) {
            return DecodeError{Malformed::utf8_surrogate, at};
        }
        if (point.value == 0) return DecodeError{Malformed::utf8_null, at};
        at += point.size;
    }
    return std::nullopt;
}

}  // namespace breakwire::mqtt
