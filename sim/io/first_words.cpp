#include "sim/io/first_words.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/socket_base.hpp>
#include <optional>
#include <variant>

#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/framer.hpp"

namespace breakwire::sim {

using boost::asio::ip::tcp;

namespace {

constexpr std::byte tls_handshake{0x16};  ///< RFC 8446 section 5.1

FirstWords nameless(std::string why) { return {FirstWords::Kind::nameless, std::move(why)}; }

/// What is not MQTT may hide a CONNECT all the same.
std::optional<FirstWords> wrapped(ByteView octets) {
    if (octets.front() == tls_handshake) {
        return nameless("it speaks TLS, inside of which no client identifier is seen");
    }
    constexpr std::string_view get = "GET ";
    const std::string text = to_text(octets.first(std::min(octets.size(), get.size())));
    if (text != get) return std::nullopt;
    return nameless("it speaks HTTP, inside of which no client identifier is seen");
}

FirstWords named(ByteView packet) {
    const auto decoded = mqtt::decode(packet, mqtt::Version::v3_1_1);
    if (!decoded) return nameless("its first packet is malformed: " + to_string(decoded.error()));
    const auto* connect = std::get_if<mqtt::Connect>(&*decoded);
    if (connect == nullptr) return nameless("it does not begin with a CONNECT");
    return {FirstWords::Kind::named, connect->client_id};
}

}  // namespace

FirstWords FirstWords::of(ByteView octets) {
    if (octets.empty()) return {};
    if (auto hidden = wrapped(octets)) return *hidden;
    mqtt::Framer framer(limit);
    framer.feed(octets);
    const auto packet = framer.next();
    if (!packet) return {};
    if (!*packet) return nameless("it does not speak MQTT: " + to_string(packet->error()));
    return named(**packet);
}

Arrived look_at(tcp::socket& socket) {
    Bytes octets(FirstWords::limit);
    const ssize_t size =
        recv(socket.native_handle(), octets.data(), octets.size(), MSG_PEEK | MSG_DONTWAIT);
    if (size < 0) return {{}, errno != EAGAIN};
    octets.resize(static_cast<std::size_t>(size));
    return {std::move(octets), size == 0};
}

void set_ready_at(tcp::socket& socket, std::size_t octets) {
    socket.set_option(boost::asio::socket_base::receive_low_watermark(static_cast<int>(octets)));
}

}  // namespace breakwire::sim
