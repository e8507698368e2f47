#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <string>

#include "sim/base/bytes.hpp"

namespace breakwire::sim {

/// What the beginning of a connection to a broker says of who is there.
struct FirstWords {
    enum class Kind {
        unfinished,  ///< more octets are needed
        named,       ///< a whole CONNECT: `text` is its Client Identifier
        nameless,    ///< no name will be had: `text` says why
    };
    Kind kind = Kind::unfinished;
    std::string text{};

    /// The longest CONNECT that is waited for, in octets.
    static constexpr std::size_t limit = 64 * 1024;

    /// Reads what has come, from the first octet on.
    /// Source: MQTT 3.1.1 and 5.0 section 3.1.
    static FirstWords of(ByteView octets);
};

/// The octets that have arrived at a socket, at most `FirstWords::limit`; they stay there.
/// `ended`: whether the peer has sent FIN or RST.
struct Arrived {
    Bytes octets;
    bool ended = false;
};
Arrived look_at(boost::asio::ip::tcp::socket& socket);

/// From here on the socket is ready to be read when it holds this many octets, or has ended.
/// Source: socket(7), SO_RCVLOWAT.
void set_ready_at(boost::asio::ip::tcp::socket& socket, std::size_t octets);

}  // namespace breakwire::sim
