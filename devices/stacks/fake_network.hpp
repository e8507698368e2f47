#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/framer.hpp"
#include "sim/net/socket.hpp"

namespace breakwire::devices {

/// A virtual connection whose far end is led by hand.
struct FakeConnection {
    sim::SocketEvents* events = nullptr;
    std::vector<mqtt::Packet> packets;  ///< that the client has sent
    std::vector<std::string> ends;      ///< what it did else: "finish", "reset", "vanish", "drop"
    std::size_t unacknowledged = 0;
    mqtt::Version version{};

    void take(ByteView bytes) {
        framer_.feed(bytes);
        while (const auto framed = framer_.next()) {
            const auto packet = mqtt::decode(framed->value(), version);
            packets.push_back(packet.value());
        }
    }
    void answer(const mqtt::Packet& packet) { events->on_data(mqtt::encode(packet, version)); }
    template <class Packet>
    const Packet& sent(std::size_t index) const {
        return std::get<Packet>(packets.at(index));
    }

private:
    mqtt::Framer framer_;
};

/// Keeps every connection that was dialled, also after the client is through with it.
class FakeNetwork final : public sim::Dialer {
public:
    explicit FakeNetwork(mqtt::Version version) : version_(version) {}

    std::unique_ptr<sim::Socket> dial(const std::string&, sim::SocketEvents& events) override {
        connections.push_back(std::make_shared<FakeConnection>());
        connections.back()->events = &events;
        connections.back()->version = version_;
        return std::make_unique<End>(connections.back());
    }
    FakeConnection& last() { return *connections.back(); }

    std::vector<std::shared_ptr<FakeConnection>> connections;

private:
    class End final : public sim::Socket {
    public:
        explicit End(std::shared_ptr<FakeConnection> connection)
            : connection_(std::move(connection)) {}
        ~End() override { connection_->ends.emplace_back("drop"); }
        sim::ConnectionId id() const override { return 1; }
        void send(ByteView bytes) override { connection_->take(bytes); }
        void finish() override { connection_->ends.emplace_back("finish"); }
        void reset() override { connection_->ends.emplace_back("reset"); }
        void vanish() override { connection_->ends.emplace_back("vanish"); }
        std::size_t unacknowledged() const override { return connection_->unacknowledged; }

    private:
        std::shared_ptr<FakeConnection> connection_;
    };

    mqtt::Version version_;
};

}  // namespace breakwire::devices
