#include "reports/tcp_stream.hpp"

#include <algorithm>
#include <charconv>

namespace breakwire::reports {

using sim::Direction;

namespace {

constexpr std::size_t segment_size = 1460;
constexpr std::size_t unanswered_max = 32 * 1024;
constexpr std::size_t ip_header_size = 20;
constexpr std::uint8_t tcp_protocol = 6;
constexpr std::uint16_t mqtt_port = 1883;

enum Flag : std::uint8_t { fin_flag = 1, syn_flag = 2, rst_flag = 4, psh_flag = 8, ack_flag = 16 };

Direction opposite(Direction direction) {
    return direction == Direction::up ? Direction::down : Direction::up;
}

/// Network byte order: the most significant octet first.
class Header {
public:
    Header& u8(unsigned value) {
        octets_.push_back(static_cast<std::byte>(value));
        return *this;
    }
    Header& u16(unsigned value) { return u8(value >> 8).u8(value); }
    Header& u32(std::uint32_t value) { return u16(value >> 16).u16(value & 0xFFFF); }
    Header& address(const Endpoint& endpoint) {
        for (const std::uint8_t octet : endpoint.address) u8(octet);
        return *this;
    }
    Header& octets(ByteView view) {
        octets_.insert(octets_.end(), view.begin(), view.end());
        return *this;
    }
    void set_u16(std::size_t at, std::uint16_t value) {
        octets_[at] = static_cast<std::byte>(value >> 8);
        octets_[at + 1] = static_cast<std::byte>(value);
    }
    Bytes& bytes() { return octets_; }

private:
    Bytes octets_;
};

/// The one's complement of the one's complement sum of 16-bit words (RFC 1071).
std::uint16_t checksum(ByteView octets) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < octets.size(); ++i) {
        sum += std::to_integer<std::uint32_t>(octets[i]) << (i % 2 == 0 ? 8 : 0);
        sum = (sum & 0xFFFF) + (sum >> 16);
    }
    return static_cast<std::uint16_t>(~sum);
}

Bytes ip_packet(const Endpoint& from, const Endpoint& to, std::uint16_t number, ByteView payload) {
    constexpr unsigned version_and_words = 0x45;
    constexpr unsigned do_not_fragment = 0x4000;
    constexpr unsigned time_to_live = 64;
    Header header;
    header.u8(version_and_words).u8(0).u16(static_cast<unsigned>(ip_header_size + payload.size()));
    header.u16(number).u16(do_not_fragment).u8(time_to_live).u8(tcp_protocol).u16(0);
    header.address(from).address(to);
    header.set_u16(10, checksum(header.bytes()));
    return std::move(header.octets(payload).bytes());
}

/// The sum covers a pseudo-header as well: addresses, protocol and length (RFC 9293 section 3.1).
std::uint16_t tcp_checksum(const Endpoint& from, const Endpoint& to, ByteView segment) {
    Header pseudo;
    pseudo.address(from).address(to).u16(tcp_protocol);
    pseudo.u16(static_cast<unsigned>(segment.size())).octets(segment);
    return checksum(pseudo.bytes());
}

/// Reads a number up to `most` off the front of `text`.
std::optional<unsigned> take_number(std::string_view& text, unsigned most) {
    unsigned value = 0;
    const auto [end, mistake] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (mistake != std::errc() || value > most) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

}  // namespace

std::optional<Endpoint> parse_endpoint(std::string_view text) {
    Endpoint endpoint;
    for (std::size_t i = 0; i < 4; ++i) {
        if (i > 0 && !take(text, '.')) return std::nullopt;
        const auto octet = take_number(text, 255);
        if (!octet) return std::nullopt;
        endpoint.address[i] = static_cast<std::uint8_t>(*octet);
    }
    endpoint.port = mqtt_port;
    if (text.empty()) return endpoint;
    const auto port = take(text, ':') ? take_number(text, 65'535) : std::nullopt;
    if (!port || !text.empty()) return std::nullopt;
    endpoint.port = static_cast<std::uint16_t>(*port);
    return endpoint;
}

TcpStream::TcpStream(const Endpoint& client, const Endpoint& server) {
    // Any numbers do; these are easy to tell apart where absolute ones are shown.
    constexpr std::uint32_t first_up = 1'000'000;
    constexpr std::uint32_t first_down = 2'000'000;
    side(Direction::up) = {client, first_up, 0, false};
    side(Direction::down) = {server, first_down, 0, false};
}

Bytes TcpStream::segment(Direction direction, std::uint8_t flags, ByteView octets) {
    constexpr std::uint16_t window = 65'535;
    const bool syn = (flags & syn_flag) != 0;
    Side& from = side(direction);
    Side& to = side(opposite(direction));
    Header header;
    header.u16(from.from.port).u16(to.from.port).u32(from.next);
    header.u32((flags & ack_flag) != 0 ? to.next : 0);
    const unsigned words = syn ? 6 : 5;
    header.u8(words << 4).u8(flags).u16(window).u16(0).u16(0);
    if (syn) header.u8(2).u8(4).u16(segment_size);  // option: maximum segment size
    header.octets(octets);
    header.set_u16(16, tcp_checksum(from.from, to.from, header.bytes()));

    const bool takes_a_number = syn || (flags & fin_flag) != 0;
    from.next += static_cast<std::uint32_t>(octets.size()) + (takes_a_number ? 1 : 0);
    from.unanswered += octets.size();
    to.unanswered = 0;
    return ip_packet(from.from, to.from, ++packets_, header.bytes());
}

void TcpStream::acknowledge(Direction direction, Packets& packets) {
    packets.push_back(segment(opposite(direction), ack_flag));
}

TcpStream::Packets TcpStream::dial() {
    dialed_ = true;
    return {segment(Direction::up, syn_flag)};
}

TcpStream::Packets TcpStream::accept() {
    Packets packets;
    if (accepted_) return packets;
    if (!dialed_) packets = dial();
    accepted_ = true;
    packets.push_back(segment(Direction::down, syn_flag | ack_flag));
    packets.push_back(segment(Direction::up, ack_flag));
    return packets;
}

TcpStream::Packets TcpStream::refuse() {
    Packets packets;
    if (!dialed_) packets = dial();
    side(Direction::down).next = 0;  // it never said anything
    packets.push_back(segment(Direction::down, rst_flag | ack_flag));
    return packets;
}

TcpStream::Packets TcpStream::data(Direction direction, ByteView octets) {
    Packets packets = accept();
    while (!octets.empty()) {
        const std::size_t size = std::min(octets.size(), segment_size);
        const bool last = size == octets.size();
        const auto flags = static_cast<std::uint8_t>(ack_flag | (last ? psh_flag : 0));
        packets.push_back(segment(direction, flags, octets.first(size)));
        octets = octets.subspan(size);
        if (side(direction).unanswered >= unanswered_max) acknowledge(direction, packets);
    }
    return packets;
}

TcpStream::Packets TcpStream::fin(Direction direction) {
    if (!accepted_) return {};  // who gives up an attempt says nothing
    Packets packets{segment(direction, fin_flag | ack_flag)};
    side(direction).finished = true;
    if (side(opposite(direction)).finished) acknowledge(direction, packets);
    return packets;
}

TcpStream::Packets TcpStream::rst(Direction direction) {
    if (!accepted_) return direction == Direction::down ? refuse() : Packets();
    return {segment(direction, rst_flag | ack_flag)};
}

}  // namespace breakwire::reports
