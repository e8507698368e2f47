#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/base/bytes.hpp"
#include "sim/record/event.hpp"

namespace breakwire::reports {

/// An end of a TCP connection over IPv4.
struct Endpoint {
    std::array<std::uint8_t, 4> address{};
    std::uint16_t port = 0;
};

/// Of "127.64.0.3" or "127.64.0.1:1883"; nothing if it is neither.
std::optional<Endpoint> parse_endpoint(std::string_view text);

/// Writes one TCP connection as IPv4 packets, given what its ends say to each other.
///
/// The record of a case has what was said, not the segments: sequence and acknowledgement numbers,
/// checksums, and segments of 1460 octets at most are made here. Acknowledgements ride on what the
/// other end says next; one goes alone after 32 KiB without an answer, since no window is larger
/// than 64 KiB. `up` is from the client to the server.
/// Sources: RFC 791, RFC 9293 section 3.1, RFC 1071 (checksum).
class TcpStream {
public:
    using Packets = std::vector<Bytes>;

    TcpStream(const Endpoint& client, const Endpoint& server);

    /// The client's SYN.
    Packets dial();
    /// The server's SYN-ACK and the client's ACK; the SYN as well if there was none.
    Packets accept();
    /// The server's RST in answer to the SYN.
    Packets refuse();
    /// What is said before the connection is accepted accepts it.
    Packets data(sim::Direction direction, ByteView octets);
    Packets fin(sim::Direction direction);
    Packets rst(sim::Direction direction);

private:
    /// What one direction has said.
    struct Side {
        Endpoint from;
        std::uint32_t next = 0;      ///< the sequence number of its next octet
        std::size_t unanswered = 0;  ///< octets since the other end last said something
        bool finished = false;
    };

    Side& side(sim::Direction direction) { return sides_[static_cast<std::size_t>(direction)]; }
    Bytes segment(sim::Direction direction, std::uint8_t flags, ByteView octets = {});
    void acknowledge(sim::Direction direction, Packets& packets);

    std::array<Side, 2> sides_;
    bool dialed_ = false;
    bool accepted_ = false;
    std::uint16_t packets_ = 0;  ///< numbers them, as IPv4 identification
};

}  // namespace breakwire::reports
