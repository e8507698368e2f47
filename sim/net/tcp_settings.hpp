#pragma once

#include <cstddef>
#include <optional>

#include "sim/base/time.hpp"

namespace breakwire::sim {

/// How the virtual TCP behaves; the defaults are those of Linux.
struct TcpSettings {
    /// Octets of data per segment: an Ethernet frame less 40 of headers.
    std::size_t segment_size = 1460;
    /// Times a SYN, or a SYN-ACK, is sent again before the connection attempt is given up: after
    /// 1, 2, 4... s, so 6 means after 127 s (tcp_syn_retries).
    int syn_retries = 6;
    /// Times a segment is sent again before the connection is given up (tcp_retries2).
    int retries = 15;
    /// Gives up once data has waited that long for its acknowledgement (TCP_USER_TIMEOUT,
    /// RFC 5482), however few retries that makes.
    std::optional<Duration> user_timeout{};
};

}  // namespace breakwire::sim
