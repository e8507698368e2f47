#include "harness/brokers/raw_client.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <random>

#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/encode.hpp"

namespace breakwire::harness {

RawClient::RawClient(const Address& broker, const std::optional<sim::TlsSettings>& tls)
    : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(broker.port);
    inet_pton(AF_INET, broker.host.c_str(), &address.sin_addr);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        close(socket_);
        socket_ = -1;
    }
    if (!tls || !open()) return;
    tls_.emplace(*tls, Luck(std::random_device{}()));
    tls_->start();
    put_out(tls_->take_sealed());
}

RawClient::~RawClient() {
    if (socket_ >= 0) close(socket_);
}

void RawClient::send(const mqtt::Packet& packet) {
    send_octets(encode(packet, version_), version_);
}

void RawClient::send_octets(ByteView octets, mqtt::Version version) {
    version_ = version;
    if (!tls_) return put_out(octets);
    tls_->seal(octets);
    put_out(tls_->take_sealed());
}

void RawClient::put_out(ByteView octets) {
    [[maybe_unused]] const auto sent = ::send(socket_, octets.data(), octets.size(), MSG_NOSIGNAL);
}

void RawClient::take_in(ByteView octets) {
    if (!tls_) return framer_.feed(octets);
    tls_->unseal(octets);
    put_out(tls_->take_sealed());
    framer_.feed(tls_->take_plain());
}

RawClient::Got RawClient::read_more(Duration limit) {
    pollfd readable{socket_, POLLIN, 0};
    const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(limit).count();
    if (poll(&readable, 1, static_cast<int>(milliseconds)) <= 0) return Got::nothing;
    std::array<std::byte, 4096> buffer;
    const ssize_t count = ::read(socket_, buffer.data(), buffer.size());
    if (count <= 0) return Got::end;
    take_in(ByteView(buffer).first(static_cast<std::size_t>(count)));
    return Got::octets;
}

std::optional<bool> RawClient::ends_instead_of_pong(Duration limit) {
    send(mqtt::Pingreq{});
    for (;;) {
        while (const auto frame = framer_.next()) {
            const auto packet = mqtt::decode(frame->value(), version_);
            if (packet && std::holds_alternative<mqtt::Pingresp>(*packet)) return false;
        }
        const Got got = read_more(limit);
        if (got == Got::nothing) return std::nullopt;
        if (got == Got::end) return true;
    }
}

std::optional<bool> RawClient::hears_before_pong(Duration limit) {
    send(mqtt::Pingreq{});
    while (const std::optional<mqtt::Packet> packet = any(limit)) {
        if (std::holds_alternative<mqtt::Publish>(*packet)) return true;
        if (std::holds_alternative<mqtt::Pingresp>(*packet)) return false;
    }
    return std::nullopt;
}

std::optional<mqtt::Packet> RawClient::any(Duration limit) {
    for (;;) {
        if (const auto frame = framer_.next()) {
            const auto packet = mqtt::decode(frame->value(), version_);
            return packet ? std::optional(*packet) : std::nullopt;
        }
        if (read_more(limit) != Got::octets) return std::nullopt;
    }
}

std::optional<mqtt::Connack> RawClient::connect(const mqtt::Connect& connect, Duration limit) {
    version_ = connect.version;
    send(connect);
    return next<mqtt::Connack>(limit);
}

std::optional<mqtt::Suback> RawClient::subscribe(const std::string& filter) {
    send(mqtt::Subscribe{++last_id_, {}, {{filter, mqtt::Qos::at_least_once}}});
    return next<mqtt::Suback>();
}

void RawClient::publish(const std::string& topic, const std::string& payload, bool retain) {
    mqtt::Publish message;
    message.qos = mqtt::Qos::at_least_once;
    message.retain = retain;
    message.topic = topic;
    message.packet_id = ++last_id_;
    message.payload = to_bytes(payload);
    send(message);
    next<mqtt::Puback>();
}

mqtt::Connect connect_as(const std::string& client_id, const std::string& user,
                         const std::string& password) {
    mqtt::Connect connect;
    connect.version = mqtt::Version::v3_1_1;
    connect.client_id = client_id;
    if (!user.empty()) {
        connect.user_name = user;
        connect.password = to_bytes(password);
    }
    return connect;
}

}  // namespace breakwire::harness
