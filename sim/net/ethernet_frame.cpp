#include "sim/net/ethernet_frame.hpp"

#include <algorithm>

namespace breakwire::sim {

namespace {

unsigned number(ByteView octets, std::size_t at) { return std::to_integer<unsigned>(octets[at]); }

std::uint16_t two(ByteView octets, std::size_t at) {
    return static_cast<std::uint16_t>(number(octets, at) << 8 | number(octets, at + 1));
}

std::uint32_t four(ByteView octets, std::size_t at) {
    return static_cast<std::uint32_t>(two(octets, at)) << 16 | two(octets, at + 2);
}

/// The length that is given in words of four octets in one half of an octet.
std::size_t header_length(unsigned words) { return 4 * static_cast<std::size_t>(words & 0xf); }

void look_into_tcp(ByteView segment, EthernetFrame& frame) {
    constexpr std::size_t least = 20;
    if (segment.size() < least) return;
    const unsigned flags = number(segment, 13);
    frame.sequence = four(segment, 4);
    frame.fin = (flags & 0x01) != 0;
    frame.syn = (flags & 0x02) != 0;
    frame.rst = (flags & 0x04) != 0;
    const std::size_t header = header_length(number(segment, 12) >> 4);
    frame.payload = segment.size() - std::min(header, segment.size());
}

void look_into_ipv4(ByteView packet, EthernetFrame& frame) {
    constexpr std::size_t least = 20;
    if (packet.size() < least) return;
    const std::size_t header = header_length(number(packet, 0));
    // A short frame is padded, so that the packet says where it ends.
    const std::size_t total = std::min<std::size_t>(two(packet, 2), packet.size());
    frame.protocol = std::to_integer<std::uint8_t>(packet[9]);
    frame.destination = four(packet, 16);
    const bool first_fragment = (two(packet, 6) & 0x1fff) == 0;
    if (header < least || total < header + 4 || !first_fragment) return;
    const ByteView content = packet.first(total).subspan(header);
    frame.source_port = two(content, 0);
    frame.destination_port = two(content, 2);
    if (frame.is_tcp()) look_into_tcp(content, frame);
}

}  // namespace

EthernetFrame EthernetFrame::look_into(ByteView octets) {
    EthernetFrame frame;
    if (octets.size() < header_size) return frame;
    frame.type = two(octets, 12);
    frame.packet = octets.size() - header_size;
    if (frame.type == type_ipv4) look_into_ipv4(octets.subspan(header_size), frame);
    return frame;
}

}  // namespace breakwire::sim
