#pragma once

#include <cstdint>
#include <optional>

#include "sim/base/bytes.hpp"

namespace breakwire::sim {

/// What is in an Ethernet frame, as far as faults and fences want to know. Fields that a frame does
/// not have are 0: a frame that is too short for what it says it is has none.
/// Source: IEEE 802.3 (Ethernet II), RFC 791, RFC 768, RFC 9293 section 3.1.
struct EthernetFrame {
    static constexpr std::size_t header_size = 14;
    static constexpr std::size_t ipv4_header_size = 20;  ///< without options
    static constexpr std::uint16_t type_ipv4 = 0x0800;
    static constexpr std::uint16_t type_arp = 0x0806;
    static constexpr std::uint8_t protocol_tcp = 6;
    static constexpr std::uint8_t protocol_udp = 17;

    std::uint16_t type = 0;
    std::size_t packet = 0;         ///< octets behind the Ethernet header: what an MTU counts
    std::uint8_t protocol = 0;      ///< of IPv4
    std::uint32_t destination = 0;  ///< IPv4
    std::uint16_t source_port = 0;
    std::uint16_t destination_port = 0;
    bool syn = false;
    bool fin = false;
    bool rst = false;
    bool ack = false;
    std::size_t segment = 0;         ///< where in the frame TCP's header begins
    std::uint32_t sequence = 0;      ///< of TCP
    std::uint32_t acknowledged = 0;  ///< by TCP, if `ack`
    std::size_t payload = 0;         ///< octets that TCP carries

    static EthernetFrame look_into(ByteView octets);
    bool is_tcp() const { return protocol == protocol_tcp; }
};

/// The frame by which whoever gets `frame` says that its segment is of no connection, as where
/// nobody listens. Nothing if there is no whole header of TCP in it, or an RST, which nobody
/// answers. Source: RFC 9293 section 3.10.7.1.
std::optional<Bytes> answered_by_reset(ByteView frame);

/// Turns one bit of TCP's header or octets over, chosen by `which`, so that its checksum fails.
/// False, and nothing is done, if there is no whole header of TCP in `frame`.
bool damage_tcp(Bytes& frame, std::uint64_t which);

}  // namespace breakwire::sim
