#pragma once

#include <cstdint>
#include <optional>

#include "sim/base/fields.hpp"

namespace breakwire::sim {

/// How an idle connection is probed (SO_KEEPALIVE); the defaults are those of Linux.
/// Source: RFC 9293 section 3.8.4; tcp(7), tcp_keepalive_time and its siblings.
struct TcpKeepAlive {
    Duration idle = 2h;       ///< silence before the first probe
    Duration interval = 75s;  ///< between two probes
    int probes = 9;           ///< so many without an answer, and the connection is given up

    static Fields<TcpKeepAlive> fields();
    void validate(const Places& at) const;
    bool operator==(const TcpKeepAlive&) const = default;
};

/// How the virtual TCP behaves; the defaults are those of Linux.
struct TcpSettings {
    /// Octets of data per segment: an Ethernet frame less 40 of headers.
    std::uint16_t segment_size = 1460;
    /// Times a SYN, or a SYN-ACK, is sent again before the connection attempt is given up: after
    /// 1, 2, 4... s, so 6 means after 127 s (tcp_syn_retries).
    int syn_retries = 6;
    /// Times a segment is sent again before the connection is given up (tcp_retries2).
    int retries = 15;
    /// Gives up once data has waited that long for its acknowledgement (TCP_USER_TIMEOUT,
    /// RFC 5482), however few retries that makes, and whether or not a closed window is the reason.
    std::optional<Duration> user_timeout{};
    /// Off unless given.
    std::optional<TcpKeepAlive> keep_alive{};
    /// Segments may be larger than any link carries; they are cut to Ethernet's 1500 octets where a
    /// link or a fault could tell, as a network card does (TSO). For who wants speed.
    bool offload = false;

    static Fields<TcpSettings> fields();
    void validate(const Places& at) const;
    bool operator==(const TcpSettings&) const = default;
};

}  // namespace breakwire::sim
