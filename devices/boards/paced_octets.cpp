#include "devices/boards/paced_octets.hpp"

#include <algorithm>
#include <utility>

namespace breakwire::devices {

namespace {

constexpr std::uint64_t bits_per_octet = 10;  // with start and stop bit

}  // namespace

void PacedOctets::set_speed(std::optional<std::uint32_t> baud) {
    baud_ = baud;
    if (baud || queue_.empty()) return;
    stop();
    const auto deliver = deliver_;
    deliver(take(queue_.size()));
}

void PacedOctets::add(ByteView octets) {
    if (!baud_) {
        const auto deliver = deliver_;
        return deliver(octets);
    }
    queue_.append(octets);
    if (piece_ == 0) begin_piece();
}

void PacedOctets::begin_piece() {
    const std::uint64_t in_5_ms = *baud_ / bits_per_octet / 200;
    const std::size_t size = std::clamp<std::size_t>(in_5_ms, 1, queue_.size());
    const auto takes = std::chrono::nanoseconds(size * bits_per_octet * 1'000'000'000 / *baud_);
    piece_ = timers_.after(takes, [this, size] { end_piece(size); });
}

/// The next piece is begun first: delivering may be the end of this object.
void PacedOctets::end_piece(std::size_t size) {
    piece_ = 0;
    const Bytes piece = take(size);
    if (!queue_.empty()) begin_piece();
    const auto deliver = deliver_;
    deliver(piece);
}

Bytes PacedOctets::take(std::size_t size) {
    Bytes octets = to_bytes(queue_.view(0, size));
    queue_.release(size);
    return octets;
}

void PacedOctets::clear() {
    stop();
    queue_.release(queue_.size());
}

void PacedOctets::stop() { timers_.cancel(std::exchange(piece_, 0)); }

}  // namespace breakwire::devices
