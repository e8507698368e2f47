#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "sim/base/bytes.hpp"

namespace breakwire::sim {

/// What TCP sends: the fields of RFC 9293 section 3.1 that the simulation needs.
///
/// Sequence numbers count the octets of a direction from 0, the SYN's own, and have 64 bits, so
/// they never wrap around.
struct TcpSegment {
    static constexpr std::size_t header_size = 40;  ///< IPv4 and TCP without options

    std::uint64_t sequence = 0;
    std::uint64_t acknowledged = 0;  ///< the next octet expected; valid with `ack`
    bool syn = false;
    bool ack = false;
    bool fin = false;
    bool rst = false;
    bool window_closed = false;  ///< the receiver takes in no more for now
    Bytes payload{};

    std::size_t size() const { return header_size + payload.size(); }
    /// Whether it takes up sequence numbers and so wants an acknowledgement.
    bool occupies() const { return syn || fin || !payload.empty(); }

    /// Keeps what `size` octets have room for, headers included, and returns what comes behind it;
    /// nothing if all has room. A FIN goes with the last octet.
    std::optional<TcpSegment> cut(std::size_t size) {
        if (this->size() <= size) return std::nullopt;
        const std::size_t kept = size - header_size;
        TcpSegment rest = *this;
        rest.sequence += kept;
        rest.payload.erase(rest.payload.begin(),
                           rest.payload.begin() + static_cast<std::ptrdiff_t>(kept));
        payload.resize(kept);
        fin = false;
        return rest;
    }
};

}  // namespace breakwire::sim
