#pragma once

#include <cstdint>
#include <optional>

#include "sim/base/bytes.hpp"
#include "sim/base/time.hpp"

namespace breakwire::sim {

/// What TCP sends: the fields of RFC 9293 section 3.1 that the simulation needs.
///
/// Sequence numbers count the octets of a direction from 0, the SYN's own, and have 64 bits, so
/// they never wrap around.
struct TcpSegment {
    /// IPv4 and TCP; options, such as the timestamps, are left out, so that sizes are easy to tell.
    static constexpr std::size_t header_size = 40;

    std::uint64_t sequence = 0;
    std::uint64_t acknowledged = 0;  ///< the next octet expected; valid with `ack`
    bool syn = false;
    bool ack = false;
    bool fin = false;
    bool rst = false;
    bool window_closed = false;     ///< the receiver takes in no more for now
    Instant sent{};                 ///< timestamp (RFC 7323 section 3.2)
    std::optional<Instant> echo{};  ///< that of what is acknowledged, if something was heard
    Bytes payload{};

    std::size_t size() const { return header_size + payload.size(); }
    /// Whether it takes up sequence numbers and so wants an acknowledgement.
    bool occupies() const { return syn || fin || !payload.empty(); }

    /// Keeps what `size` octets have room for, headers included, and returns what comes behind it;
    /// nothing if all has room. A FIN goes with the last octet.
    std::optional<TcpSegment> cut(std::size_t size) {
        if (this->size() <= size) return std::nullopt;
        const std::size_t kept = size - header_size;
        TcpSegment rest = slice(kept, payload.size() - kept);
        payload.resize(kept);
        fin = false;
        return rest;
    }
    /// What a host answers that knows nothing of the connection (RFC 9293 section 3.10.7.1).
    TcpSegment answered_by_reset() const {
        TcpSegment reset;
        reset.rst = true;
        reset.ack = !ack;
        if (ack) reset.sequence = acknowledged;
        reset.acknowledged = sequence + payload.size() + (syn ? 1 : 0) + (fin ? 1 : 0);
        return reset;
    }
    /// `size` octets of the payload from `first` on, as a segment of their own.
    TcpSegment slice(std::size_t first, std::size_t size) const {
        TcpSegment part;
        part.sequence = sequence + first;
        part.acknowledged = acknowledged;
        part.ack = ack;
        part.window_closed = window_closed;
        part.sent = sent;
        part.echo = echo;
        part.fin = fin && first + size == payload.size();
        part.payload = to_bytes(ByteView(payload).subspan(first, size));
        return part;
    }
};

}  // namespace breakwire::sim
