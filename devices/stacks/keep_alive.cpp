#include "devices/stacks/keep_alive.hpp"

#include <algorithm>

namespace breakwire::devices {

bool PacketEnds::pass(ByteView piece) {
    bool ended = false;
    while (!piece.empty()) {
        if (part_ == Part::body) {
            const std::size_t count = std::min<std::size_t>(left_, piece.size());
            left_ -= static_cast<std::uint32_t>(count);
            piece = piece.subspan(count);
        } else {
            take_header(static_cast<std::uint8_t>(piece.front()));
            piece = piece.subspan(1);
        }
        if (part_ == Part::body && left_ == 0) {
            part_ = Part::type;
            ended = true;
        }
    }
    return ended;
}

/// The Remaining Length has at most four octets (MQTT 5.0 section 1.5.5); over a longer one the
/// library closes, so whatever is made of it does not matter.
void PacketEnds::take_header(std::uint8_t octet) {
    if (part_ == Part::type) {
        part_ = Part::length;
        left_ = shift_ = 0;
        return;
    }
    left_ |= (octet & 0x7FU) << shift_;
    shift_ = static_cast<std::uint8_t>(shift_ + 7);
    if ((octet & 0x80) == 0 || shift_ == 28) part_ = Part::body;
}

void KeepAlive::begin(Seconds interval, Seconds now) {
    *this = KeepAlive();
    interval_ = interval;
    last_in_ = now;
    next_out_ = now + interval;
}

void KeepAlive::received(ByteView bytes, Seconds now) {
    if (in_.pass(bytes)) last_in_ = now;
}

void KeepAlive::sent(ByteView bytes, Seconds now) {
    if (out_.pass(bytes)) next_out_ = now + interval_;
}

std::optional<KeepAlive::Seconds> KeepAlive::due() const {
    if (interval_ == Seconds{}) return std::nullopt;
    return std::max(std::min(next_out_, last_in_ + interval_), not_before_);
}

}  // namespace breakwire::devices
