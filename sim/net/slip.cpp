#include "sim/net/slip.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "sim/net/ethernet_frame.hpp"
#include "sim/net/internet_words.hpp"

namespace breakwire::sim {

namespace {

constexpr std::byte octet_end{0xC0};
constexpr std::byte octet_escape{0xDB};
constexpr std::byte escaped_end{0xDC};
constexpr std::byte escaped_escape{0xDD};

using MacAddress = std::array<std::uint8_t, 6>;
/// Locally administered (IEEE 802), "SLIP".
constexpr MacAddress board_mac{0x02, 0x53, 0x4c, 0x49, 0x50, 0x01};
constexpr MacAddress everybody{0xff, 0xff, 0xff, 0xff, 0xff, 0xff};

void put_mac(Bytes& into, std::size_t at, const MacAddress& address) {
    for (const std::uint8_t octet : address) into[at++] = std::byte{octet};
}

/// A frame to everybody with room for its content.
Bytes frame_of(std::uint16_t type, std::size_t content) {
    Bytes frame(EthernetFrame::header_size + content);
    put_mac(frame, 0, everybody);
    put_mac(frame, 6, board_mac);
    put_two(frame, 12, type);
    return frame;
}

}  // namespace

Bytes slip_encoded(ByteView packet) {
    Bytes octets{octet_end};
    for (const std::byte octet : packet) {
        if (octet == octet_end) {
            octets.insert(octets.end(), {octet_escape, escaped_end});
        } else if (octet == octet_escape) {
            octets.insert(octets.end(), {octet_escape, escaped_escape});
        } else {
            octets.push_back(octet);
        }
    }
    octets.push_back(octet_end);
    return octets;
}

void SlipDecoder::feed(ByteView octets) {
    for (const std::byte octet : octets) {
        if (octet == octet_end) {
            end();
        } else if (octet == octet_escape && !escaped_) {
            escaped_ = true;
        } else {
            take(octet);
        }
    }
}

void SlipDecoder::take(std::byte octet) {
    if (escaped_ && octet == escaped_end) octet = octet_end;
    if (escaped_ && octet == escaped_escape) octet = octet_escape;
    escaped_ = false;
    if (packet_.size() <= packet_limit) packet_.push_back(octet);
}

void SlipDecoder::end() {
    escaped_ = false;
    const Bytes packet = std::exchange(packet_, {});
    if (!packet.empty() && packet.size() <= packet_limit) on_packet_(packet);
}

void SlipDecoder::forget() {
    escaped_ = false;
    packet_.clear();
}

Bytes framed(ByteView packet) {
    Bytes frame = frame_of(EthernetFrame::type_ipv4, packet.size());
    std::copy(packet.begin(), packet.end(), frame.begin() + EthernetFrame::header_size);
    return frame;
}

ByteView packet_in(ByteView frame) {
    if (frame.size() < EthernetFrame::header_size + EthernetFrame::ipv4_header_size) return {};
    if (get_two(frame, 12) != EthernetFrame::type_ipv4) return {};
    const ByteView packet = frame.subspan(EthernetFrame::header_size);
    const std::size_t total = get_two(packet, 2);
    return packet.first(std::min(total, packet.size()));
}

std::uint32_t source_of(ByteView frame) {
    const ByteView packet = packet_in(frame);
    return packet.size() < EthernetFrame::ipv4_header_size ? 0 : get_four(packet, 12);
}

Bytes announcement(std::uint32_t address) {
    constexpr unsigned ethernet = 1;
    constexpr unsigned sizes = 0x0604;  // of the addresses of Ethernet and IPv4
    constexpr unsigned request = 1;
    Bytes frame = frame_of(EthernetFrame::type_arp, 28);
    put_two(frame, 14, ethernet);
    put_two(frame, 16, EthernetFrame::type_ipv4);
    put_two(frame, 18, sizes);
    put_two(frame, 20, request);
    put_mac(frame, 22, board_mac);
    put_four(frame, 28, address);
    put_mac(frame, 32, everybody);
    put_four(frame, 38, address);
    return frame;
}

}  // namespace breakwire::sim
