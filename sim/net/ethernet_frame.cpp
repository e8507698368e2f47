#include "sim/net/ethernet_frame.hpp"

#include <algorithm>

#include "sim/net/internet_words.hpp"

namespace breakwire::sim {

namespace {

// Without options.
constexpr std::size_t ipv4_header_size = EthernetFrame::ipv4_header_size;
constexpr std::size_t tcp_header_size = 20;
constexpr unsigned flag_rst = 0x04;
constexpr unsigned flag_ack = 0x10;

unsigned number(ByteView octets, std::size_t at) { return std::to_integer<unsigned>(octets[at]); }

/// The length that is given in words of four octets in one half of an octet.
std::size_t header_length(unsigned words) { return 4 * static_cast<std::size_t>(words & 0xf); }

void look_into_tcp(ByteView segment, EthernetFrame& frame) {
    if (segment.size() < tcp_header_size) return;
    const unsigned flags = number(segment, 13);
    frame.sequence = get_four(segment, 4);
    frame.acknowledged = get_four(segment, 8);
    frame.fin = (flags & 0x01) != 0;
    frame.syn = (flags & 0x02) != 0;
    frame.rst = (flags & flag_rst) != 0;
    frame.ack = (flags & flag_ack) != 0;
    const std::size_t header = header_length(number(segment, 12) >> 4);
    frame.payload = segment.size() - std::min(header, segment.size());
}

void look_into_ipv4(ByteView packet, EthernetFrame& frame) {
    if (packet.size() < ipv4_header_size) return;
    const std::size_t header = header_length(number(packet, 0));
    // A short frame is padded, so that the packet says where it ends.
    const std::size_t total = std::min<std::size_t>(get_two(packet, 2), packet.size());
    frame.protocol = std::to_integer<std::uint8_t>(packet[9]);
    frame.destination = get_four(packet, 16);
    const bool first_fragment = (get_two(packet, 6) & 0x1fff) == 0;
    if (header < ipv4_header_size || total < header + 4 || !first_fragment) return;
    const ByteView content = packet.first(total).subspan(header);
    frame.source_port = get_two(content, 0);
    frame.destination_port = get_two(content, 2);
    if (!frame.is_tcp()) return;
    look_into_tcp(content, frame);
    if (content.size() >= tcp_header_size) frame.segment = EthernetFrame::header_size + header;
}

void put_octets(Bytes& into, std::size_t at, ByteView octets) {
    std::copy(octets.begin(), octets.end(), into.begin() + static_cast<std::ptrdiff_t>(at));
}

/// An Ethernet frame and an IPv4 packet back to who has sent `frame`, with room for `content`.
Bytes packet_back(ByteView frame, std::uint8_t protocol, std::size_t content) {
    constexpr std::size_t packet = EthernetFrame::header_size;
    Bytes back(packet + ipv4_header_size + content);
    put_octets(back, 0, frame.subspan(6, 6));
    put_octets(back, 6, frame.first(6));
    put_two(back, 12, EthernetFrame::type_ipv4);
    back[packet] = std::byte{0x45};
    put_two(back, packet + 2, static_cast<unsigned>(ipv4_header_size + content));
    back[packet + 8] = std::byte{64};
    back[packet + 9] = std::byte{protocol};
    put_octets(back, packet + 12, frame.subspan(packet + 16, 4));
    put_octets(back, packet + 16, frame.subspan(packet + 12, 4));
    const ByteView header = ByteView(back).subspan(packet, ipv4_header_size);
    put_two(back, packet + 10, internet_checksum(header));
    return back;
}

}  // namespace

EthernetFrame EthernetFrame::look_into(ByteView octets) {
    EthernetFrame frame;
    if (octets.size() < header_size) return frame;
    frame.type = get_two(octets, 12);
    frame.packet = octets.size() - header_size;
    if (frame.type == type_ipv4) look_into_ipv4(octets.subspan(header_size), frame);
    return frame;
}

std::optional<Bytes> answered_by_reset(ByteView frame) {
    const auto known = EthernetFrame::look_into(frame);
    if (known.segment == 0 || known.rst) return std::nullopt;
    Bytes back = packet_back(frame, EthernetFrame::protocol_tcp, tcp_header_size);
    constexpr std::size_t segment = EthernetFrame::header_size + ipv4_header_size;
    put_two(back, segment, known.destination_port);
    put_two(back, segment + 2, known.source_port);
    const auto length =
        static_cast<std::uint32_t>(known.payload) + (known.syn ? 1U : 0U) + (known.fin ? 1U : 0U);
    put_four(back, segment + 4, known.ack ? known.acknowledged : 0);
    put_four(back, segment + 8, known.ack ? 0 : known.sequence + length);
    put_two(back, segment + 12, 0x5000 | flag_rst | (known.ack ? 0 : flag_ack));
    const unsigned pseudo_header = sum_of_words(ByteView(back).subspan(segment - 8, 8)) +
                                   EthernetFrame::protocol_tcp + tcp_header_size;
    put_two(back, segment + 16, internet_checksum(ByteView(back).subspan(segment), pseudo_header));
    return back;
}

bool damage_tcp(Bytes& frame, std::uint64_t which) {
    const auto known = EthernetFrame::look_into(frame);
    if (known.segment == 0) return false;
    constexpr std::size_t packet = EthernetFrame::header_size;
    const std::size_t end =
        packet + std::min<std::size_t>(get_two(frame, packet + 2), known.packet);
    const std::uint64_t bit = which % (8 * (end - known.segment));
    frame[known.segment + bit / 8] ^= std::byte{1} << (bit % 8);
    return true;
}

}  // namespace breakwire::sim
