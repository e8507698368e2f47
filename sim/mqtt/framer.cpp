#include "sim/mqtt/framer.hpp"

#include <utility>

#include "sim/mqtt/varint.hpp"

namespace breakwire::mqtt {

void Framer::feed(ByteView bytes) {
    // Packets are cut off the front by moving `start_`; the gap is closed here, once per read
    // rather than once per packet.
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(start_));
    start_ = 0;
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
}

std::optional<Decoded<Bytes>> Framer::next() {
    if (failure_ || buffered() < 2) return std::nullopt;
    const auto remaining = read_varint(rest().subspan(1));
    if (remaining.has_error()) {
        if (remaining.error().why == Malformed::truncated) return std::nullopt;
        // Both versions forbid a fifth byte, in a section without a number of its own.
        return fail({Malformed::varint_too_long, 1});
    }
    const std::size_t size = 1 + remaining->size + remaining->value;
    if (size > limit_) return fail({Malformed::packet_too_large, 1});
    if (size > buffered()) return std::nullopt;
    return take(size);
}

Bytes Framer::take(std::size_t size) {
    const ByteView packet = rest().first(size);
    start_ += size;
    return to_bytes(packet);
}

Decoded<Bytes> Framer::fail(DecodeError error) {
    failure_ = error;
    return error;
}

}  // namespace breakwire::mqtt
