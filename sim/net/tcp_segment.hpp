#pragma once

#include <cstdint>

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
};

}  // namespace breakwire::sim
