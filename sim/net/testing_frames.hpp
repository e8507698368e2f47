#pragma once

#include <cstdint>

#include "sim/net/internet_words.hpp"

/// Ethernet frames for tests, as a board would send them.
namespace breakwire::sim {

constexpr std::uint32_t board_address = 0x0A00020F;    // 10.0.2.15
constexpr std::uint32_t gateway_address = 0x0A000202;  // 10.0.2.2

/// To everybody, from a board; `size` octets behind the header.
inline Bytes ethernet_frame(unsigned type, std::size_t size) {
    Bytes frame(14 + size);
    for (std::size_t i = 0; i < 6; ++i) frame[i] = std::byte{0xff};
    frame[6] = std::byte{0x02};
    frame[11] = std::byte{0x07};
    put_two(frame, 12, type);
    return frame;
}

/// Who has the gateway's address? Source: RFC 826.
inline Bytes arp_request() {
    Bytes frame = ethernet_frame(0x0806, 28);
    put_two(frame, 14, 1);
    put_two(frame, 16, 0x0800);
    put_two(frame, 18, 0x0604);
    put_two(frame, 20, 1);
    frame[22] = std::byte{0x02};
    frame[27] = std::byte{0x07};
    put_four(frame, 28, board_address);
    put_four(frame, 38, gateway_address);
    return frame;
}

/// An IPv4 packet with `content` octets behind its header, of which the first four are ports.
inline Bytes ipv4_frame(unsigned protocol, std::uint32_t to, unsigned port, std::size_t content) {
    Bytes frame = ethernet_frame(0x0800, 20 + content);
    frame[14] = std::byte{0x45};
    put_two(frame, 16, static_cast<unsigned>(20 + content));
    frame[22] = std::byte{64};
    frame[23] = static_cast<std::byte>(protocol);
    put_four(frame, 26, board_address);
    put_four(frame, 30, to);
    put_two(frame, 24, internet_checksum(ByteView(frame).subspan(14, 20)));
    put_two(frame, 34, 49'153);
    put_two(frame, 36, port);
    return frame;
}

/// TCP from port 49153 with `flags` (RFC 9293 section 3.1) and an even number of octets.
inline Bytes tcp_frame(unsigned flags, std::size_t payload = 0, std::uint32_t to = gateway_address,
                       unsigned port = 1883) {
    Bytes frame = ipv4_frame(6, to, port, 20 + payload);
    put_four(frame, 38, 1000);
    frame[46] = std::byte{0x50};
    frame[47] = static_cast<std::byte>(flags);
    put_two(frame, 48, 2144);
    const auto pseudo = static_cast<unsigned>(6 + 20 + payload);
    const unsigned addresses =
        (board_address >> 16) + (board_address & 0xffff) + (to >> 16) + (to & 0xffff);
    put_two(frame, 50, internet_checksum(ByteView(frame).subspan(34), pseudo + addresses));
    return frame;
}

constexpr unsigned tcp_syn = 2;

/// The sum of what TCP's checksum covers besides the segment: addresses, protocol and length, of a
/// frame without options of IP and without padding. Source: RFC 9293 section 3.1.
inline unsigned pseudo_header(ByteView frame) {
    return sum_of_words(frame.subspan(26, 8)) + 6 + static_cast<unsigned>(frame.size() - 34);
}

}  // namespace breakwire::sim
