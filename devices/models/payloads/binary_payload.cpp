#include "devices/models/payloads/binary_payload.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "devices/models/numbers.hpp"

namespace breakwire {

std::vector<std::pair<std::string, devices::BinaryType>> EnumNames<devices::BinaryType>::names() {
    using Type = devices::BinaryType;
    return {{"u8", Type::u8},   {"u16", Type::u16}, {"u32", Type::u32},  {"u64", Type::u64},
            {"i8", Type::i8},   {"i16", Type::i16}, {"i32", Type::i32},  {"i64", Type::i64},
            {"f32", Type::f32}, {"f64", Type::f64}, {"text", Type::text}};
}

namespace devices {

namespace {

/// The nearest whole number that a `T` can hold.
template <class T>
T clamped(double value) {
    using Limits = std::numeric_limits<T>;
    const double rounded = std::round(value);
    // The largest 64-bit numbers are no doubles: the next one up is, and is out of range.
    if (rounded >= static_cast<double>(Limits::max())) return Limits::max();
    if (rounded <= static_cast<double>(Limits::min())) return Limits::min();
    return static_cast<T>(rounded);
}

void append_bits(std::uint64_t bits, std::size_t width, ByteOrder order, Bytes& out) {
    for (std::size_t i = 0; i < width; ++i) {
        const std::size_t shift = 8 * (order == ByteOrder::big ? width - 1 - i : i);
        out.push_back(static_cast<std::byte>(bits >> shift & 0xff));
    }
}

template <class T>
void append_whole(double value, ByteOrder order, Bytes& out) {
    append_bits(static_cast<std::uint64_t>(clamped<T>(value)), sizeof(T), order, out);
}

void append_number(BinaryType type, double value, ByteOrder order, Bytes& out) {
    switch (type) {
        case BinaryType::u8:
            return append_whole<std::uint8_t>(value, order, out);
        case BinaryType::u16:
            return append_whole<std::uint16_t>(value, order, out);
        case BinaryType::u32:
            return append_whole<std::uint32_t>(value, order, out);
        case BinaryType::u64:
            return append_whole<std::uint64_t>(value, order, out);
        case BinaryType::i8:
            return append_whole<std::int8_t>(value, order, out);
        case BinaryType::i16:
            return append_whole<std::int16_t>(value, order, out);
        case BinaryType::i32:
            return append_whole<std::int32_t>(value, order, out);
        case BinaryType::i64:
            return append_whole<std::int64_t>(value, order, out);
        case BinaryType::f32:
            return append_bits(std::bit_cast<std::uint32_t>(static_cast<float>(value)), 4, order,
                               out);
        case BinaryType::f64:
            return append_bits(std::bit_cast<std::uint64_t>(value), 8, order, out);
        case BinaryType::text:
            return;
    }
}

std::optional<std::string> only_word(const std::string& text) {
    const std::vector<std::string> words = TextTemplate(text).words();
    if (words.size() != 1 || text != '{' + words.front() + '}') return std::nullopt;
    return words.front();
}

}  // namespace

Fields<BinaryField> BinaryField::fields() {
    return Fields<BinaryField>("binary_field", "one number or text of a binary layout")
        .required("type", &BinaryField::type, "how it is written")
        .required("value", &BinaryField::value, "a number or one {word}; for text any text")
        .optional("scale", &BinaryField::scale, "what the number is multiplied by before rounding")
        .optional("size", &BinaryField::size, "of a text: it is cut, or filled up with zeros")
        .example("{type: i16, value: \"{temperature}\", scale: 100}");
}

void BinaryField::validate(const Places& at) const {
    if (type == BinaryType::text) {
        if (at.has("scale")) at.fail("scale", "makes no sense: a text has none");
        return;
    }
    if (size) at.fail("size", "makes no sense: only a text has one");
    if (!parse_number(value) && !only_word(value)) at.fail("value", "is no number and no {word}");
    if (only_word(value) == "iso" || only_word(value) == "device") {
        at.fail("value", "is a text, not a number");
    }
}

void BinaryField::append(const Measurement& measurement, ByteOrder order, Bytes& out) const {
    if (type == BinaryType::text) {
        Bytes octets = to_bytes(std::string_view(TextTemplate(value).fill(measurement)));
        if (size) octets.resize(*size);
        out.insert(out.end(), octets.begin(), octets.end());
        return;
    }
    const auto word = only_word(value);
    const auto number = word ? measurement.number(*word) : parse_number(value);
    append_number(type, number.value_or(0) * scale, order, out);
}

Fields<BinaryPayload> BinaryPayload::fields() {
    return Fields<BinaryPayload>("binary", "numbers of fixed width, one after the other")
        .required("layout", &BinaryPayload::layout_, "its fields, in their order")
        .optional("byte_order", &BinaryPayload::order_, "which octet of a number comes first")
        .shorthand("layout")
        .example(
            "payload: {binary: [{type: u32, value: \"{epoch}\"}, {type: i16, value: "
            "\"{value}\", scale: 100}]}");
}

void BinaryPayload::validate(const Places& at) const {
    if (layout_.empty()) at.fail("layout", "is empty");
}

Bytes BinaryPayload::octets(const Measurement& measurement) const {
    Bytes out;
    for (const BinaryField& field : layout_) field.append(measurement, order_, out);
    return out;
}

std::vector<std::string> BinaryPayload::words() const {
    std::vector<std::string> out;
    for (const BinaryField& field : layout_) {
        for (std::string& word : TextTemplate(field.value).words()) out.push_back(std::move(word));
    }
    return out;
}

}  // namespace devices
}  // namespace breakwire
