#pragma once

#include <cstddef>
#include <optional>

#include "sim/base/bytes.hpp"
#include "sim/mqtt/decode_error.hpp"

namespace breakwire::mqtt {

/// Cuts one direction of a connection into whole control packets, however the bytes arrive.
///
/// It looks at the Remaining Length alone (MQTT 3.1.1 section 2.2.3, 5.0 section 2.1.4); `decode`
/// judges the rest. Once that length makes no sense there is no telling where the next packet
/// starts, so the framer stays failed and keeps all further bytes in `rest()`.
class Framer {
public:
    /// The largest packet of the standard: a five-byte header and 268'435'455 bytes.
    static constexpr std::size_t largest_packet = 268'435'460;

    /// `limit`: the largest packet to accept, header included.
    explicit Framer(std::size_t limit = largest_packet) : limit_(limit) {}

    void feed(ByteView bytes);

    /// The next whole packet; nothing until more bytes come. A failure is returned once, after the
    /// packets before it; from then on there is nothing.
    std::optional<Decoded<Bytes>> next();

    /// What no packet has been made of yet: the beginning of the next one, then, if fed faster than
    /// asked, whole ones. Borrowed until the next `feed` or `next`.
    ByteView rest() const { return ByteView(buffer_).subspan(start_); }

    std::size_t buffered() const { return buffer_.size() - start_; }

    /// Why this stream can no longer be cut, if so. Offsets count from the start of `rest()`.
    const std::optional<DecodeError>& failure() const { return failure_; }

private:
    Bytes take(std::size_t size);
    Decoded<Bytes> fail(DecodeError error);

    std::size_t limit_;
    Bytes buffer_;
    std::size_t start_ = 0;  ///< bytes of `buffer_` already handed out
    std::optional<DecodeError> failure_;
};

}  // namespace breakwire::mqtt
