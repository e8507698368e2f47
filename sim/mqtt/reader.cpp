#include "sim/mqtt/reader.hpp"

#include "sim/mqtt/utf8.hpp"
#include "sim/mqtt/varint.hpp"

namespace breakwire::mqtt {
namespace {

std::uint32_t big_endian(ByteView bytes) {
    std::uint32_t value = 0;
    for (const std::byte each : bytes) value = (value << 8) | std::to_integer<std::uint32_t>(each);
    return value;
}

}  // namespace

std::uint8_t Reader::u8() { return static_cast<std::uint8_t>(big_endian(take(1, at_))); }

std::uint16_t Reader::u16() { return static_cast<std::uint16_t>(big_endian(take(2, at_))); }

std::uint32_t Reader::u32() { return big_endian(take(4, at_)); }

std::uint16_t Reader::packet_id() {
    const std::size_t field = at_;
    const std::uint16_t id = u16();
    if (id == 0) fail(Malformed::packet_id_zero, field);
    return id;
}

std::uint32_t Reader::varint() {
    if (failure_) return 0;
    const std::size_t field = at_;
    const auto read = read_varint(packet_.subspan(at_, left()));
    if (read.has_error()) {
        fail(read.error().why, field);
        return 0;
    }
    if (!read->minimal) fail(Malformed::varint_not_minimal, field);
    at_ += read->size;
    return read->value;
}

std::string Reader::string() {
    const ByteView text = counted();
    if (const auto mistake = find_utf8_mistake(text)) {
        fail(mistake->why, at_ - text.size() + mistake->offset);
        return {};
    }
    return to_text(text);
}

Bytes Reader::binary() { return to_bytes(counted()); }

Bytes Reader::rest() { return to_bytes(take(left(), at_)); }

Reader Reader::part(std::size_t size, std::size_t field) {
    Reader part = *this;
    part.end_ = part.at_ + take(size, field).size();
    part.failure_ = failure_;
    return part;
}

void Reader::adopt(const Reader& part) {
    if (!failure_) failure_ = part.failure_;
}

void Reader::fail(Malformed why, std::size_t offset, std::string_view rule) {
    if (failure_) return;
    failure_ = DecodeError{why, offset, rule.empty() ? rule_of(why, version_) : rule};
}

ByteView Reader::take(std::size_t size, std::size_t field) {
    if (size > left()) {
        fail(Malformed::truncated, field);
        return {};
    }
    const ByteView taken = packet_.subspan(at_, size);
    at_ += size;
    return taken;
}

ByteView Reader::counted() {
    const std::size_t field = at_;
    const std::size_t size = u16();
    return take(size, field);
}

}  // namespace breakwire::mqtt
