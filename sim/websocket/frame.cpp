#include "sim/websocket/frame.hpp"

#include <algorithm>

namespace breakwire::sim {
namespace {

constexpr std::uint8_t fin_bit = 0x80;
constexpr std::uint8_t reserved_bits = 0x70;
constexpr std::uint8_t mask_bit = 0x80;
constexpr std::uint8_t longest_short = 125;
constexpr std::uint8_t two_octets_follow = 126;
constexpr std::uint8_t eight_octets_follow = 127;

void put_number(Bytes& out, std::uint64_t value, int octets) {
    for (int i = octets - 1; i >= 0; --i) out.push_back(static_cast<std::byte>(value >> (8 * i)));
}

std::uint64_t number_in(ByteView octets) {
    std::uint64_t value = 0;
    for (const std::byte octet : octets) value = value << 8 | std::to_integer<std::uint64_t>(octet);
    return value;
}

void put_length(Bytes& out, std::uint64_t length, std::uint8_t masked) {
    if (length <= longest_short) return put_number(out, masked | length, 1);
    const bool two = length <= 0xffff;
    put_number(out, masked | (two ? two_octets_follow : eight_octets_follow), 1);
    put_number(out, length, two ? 2 : 8);
}

void mask(const MaskingKey& key, std::span<std::byte> payload) {
    for (std::size_t i = 0; i < payload.size(); ++i) payload[i] ^= key[i % key.size()];
}

bool is_known(Opcode opcode) {
    const auto code = static_cast<std::uint8_t>(opcode);
    return code <= 0x2 || (code >= 0x8 && code <= 0xa);
}

bool is_control(Opcode opcode) { return static_cast<std::uint8_t>(opcode) >= 0x8; }

}  // namespace

Bytes encode(const WebSocketFrame& frame, const std::optional<MaskingKey>& key) {
    Bytes out;
    const auto opcode = static_cast<std::uint8_t>(frame.opcode);
    put_number(out, (frame.last ? fin_bit : 0U) | opcode, 1);
    put_length(out, frame.payload.size(), key ? mask_bit : 0);
    if (key) out.insert(out.end(), key->begin(), key->end());
    const auto start = static_cast<std::ptrdiff_t>(out.size());
    out.insert(out.end(), frame.payload.begin(), frame.payload.end());
    if (key) mask(*key, {out.begin() + start, out.end()});
    return out;
}

void WebSocketFrameReader::feed(ByteView bytes) {
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
}

std::optional<WebSocketFrame> WebSocketFrameReader::next() {
    if (problem_) return std::nullopt;
    auto found = head();
    if (!found) return std::nullopt;
    problem_ = problem_in(*found);
    if (problem_ || buffer_.size() - found->size < found->length) return std::nullopt;
    const auto begin = buffer_.begin() + static_cast<std::ptrdiff_t>(found->size);
    const auto end = begin + static_cast<std::ptrdiff_t>(found->length);
    found->frame.payload.assign(begin, end);
    if (found->key) mask(*found->key, found->frame.payload);
    buffer_.erase(buffer_.begin(), end);
    return std::move(found->frame);
}

std::optional<WebSocketFrameReader::Head> WebSocketFrameReader::head() const {
    if (buffer_.size() < 2) return std::nullopt;
    const auto first = std::to_integer<std::uint8_t>(buffer_[0]);
    const auto second = std::to_integer<std::uint8_t>(buffer_[1]);
    Head head;
    head.frame.opcode = static_cast<Opcode>(first & ~fin_bit);  // with reserved bits it is none
    head.frame.last = (first & fin_bit) != 0;
    head.length = second & ~mask_bit;
    head.size = 2;
    std::size_t more = 0;
    if (head.length == two_octets_follow) more = 2;
    if (head.length == eight_octets_follow) more = 8;
    const bool masked = (second & mask_bit) != 0;
    const std::size_t key_size = masked ? MaskingKey{}.size() : 0;
    if (buffer_.size() < head.size + more + key_size) return std::nullopt;
    const ByteView octets(buffer_);
    if (more != 0) head.length = number_in(octets.subspan(head.size, more));
    head.size += more;
    if (masked) {
        std::copy_n(octets.begin() + static_cast<std::ptrdiff_t>(head.size), key_size,
                    head.key.emplace().begin());
    }
    head.size += key_size;
    return head;
}

/// Reserved bits need an extension (section 5.2), and none is ever asked for.
std::optional<WebSocketFrameReader::Problem> WebSocketFrameReader::problem_in(
    const Head& head) const {
    const Opcode opcode = head.frame.opcode;
    if (!is_known(opcode)) {
        const bool reserved = (static_cast<std::uint8_t>(opcode) & reserved_bits) != 0;
        return Problem{reserved ? "reserved bits are set" : "an unknown opcode",
                       CloseCode::protocol_error};
    }
    if (head.key.has_value() != masked_) {
        return Problem{masked_ ? "a frame without a mask" : "a masked frame",
                       CloseCode::protocol_error};
    }
    if (is_control(opcode) && (!head.frame.last || head.length > longest_short)) {
        return Problem{"a control frame that is fragmented or too long", CloseCode::protocol_error};
    }
    if (head.length > largest_payload) {
        return Problem{"a frame larger than any packet", CloseCode::too_big};
    }
    return std::nullopt;
}

}  // namespace breakwire::sim
