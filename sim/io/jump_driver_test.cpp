#include "sim/io/jump_driver.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <list>

#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/framer.hpp"
#include "sim/net/network_bench.hpp"

namespace breakwire::sim {
namespace {

/// The smallest broker that knows of wills, written as a broker under a time shim behaves: it is
/// told the time by `advance`, works only then, and answers the three questions of a participant.
///
/// MQTT 3.1.1 at QoS 0; a client that is silent for 1.5 times its keep alive loses its connection
/// ([MQTT-3.1.2-24]) and its will is published ([MQTT-3.1.2-8]).
class HandMadeBroker final : public Server, public Participant {
public:
    void on_connect(std::unique_ptr<Incoming> incoming) override {
        sessions_.emplace_back();
        Session& session = sessions_.back();
        session.socket = incoming->accept(session);
    }

    std::optional<Instant> next_deadline() override {
        std::optional<Instant> first;
        for (const Session& session : sessions_) {
            const auto deadline = session.deadline();
            if (deadline && (!first || *deadline < *first)) first = deadline;
        }
        return first;
    }

    Instant advance(Instant now, Instant) override {
        ++advances;
        for (Session& session : sessions_) {
            while (auto packet = session.framer.next()) take(session, **packet, now);
            if (session.deadline() && *session.deadline() <= now) lose(session);
        }
        return now;
    }

    bool quiescent() override {
        return std::ranges::none_of(sessions_,
                                    [](const Session& each) { return each.framer.buffered() > 0; });
    }

    int advances = 0;

private:
    struct Session final : SocketEvents {
        void on_data(ByteView bytes) override { framer.feed(bytes); }
        void on_fin() override { socket->finish(); }
        void on_reset() override { socket.reset(); }

        std::optional<Instant> deadline() const {
            if (!socket || !connect || connect->keep_alive == 0) return std::nullopt;
            return last_packet + connect->keep_alive * 1500ms;
        }

        std::unique_ptr<Socket> socket;
        mqtt::Framer framer;
        std::optional<mqtt::Connect> connect;
        std::vector<std::string> filters;
        Instant last_packet{};
    };

    void take(Session& session, const Bytes& bytes, Instant now) {
        session.last_packet = now;
        const mqtt::Packet packet = mqtt::decode(bytes, mqtt::Version::v3_1_1).value();
        if (const auto* connect = std::get_if<mqtt::Connect>(&packet)) {
            session.connect = *connect;
            send(session, mqtt::Connack{});
        } else if (const auto* subscribe = std::get_if<mqtt::Subscribe>(&packet)) {
            for (const auto& each : subscribe->subscriptions)
                session.filters.push_back(each.filter);
            send(session, mqtt::Suback{subscribe->packet_id, {}, {0}});
        } else if (const auto* publish = std::get_if<mqtt::Publish>(&packet)) {
            route(*publish);
        } else {
            send(session, mqtt::Pingresp{});
        }
    }

    void lose(Session& session) {
        session.socket.reset();
        const auto will = std::move(session.connect->will);
        if (!will) return;
        mqtt::Publish publish;
        publish.topic = will->topic;
        publish.payload = will->payload;
        route(publish);
    }

    void route(const mqtt::Publish& publish) {
        for (Session& session : sessions_) {
            if (std::ranges::count(session.filters, publish.topic) > 0) send(session, publish);
        }
    }

    static void send(Session& session, const mqtt::Packet& packet) {
        if (session.socket) session.socket->send(mqtt::encode(packet, mqtt::Version::v3_1_1));
    }

    std::list<Session> sessions_;
};

Bytes packet(const mqtt::Packet& what) { return mqtt::encode(what, mqtt::Version::v3_1_1); }

mqtt::Connect connect(std::string client, std::uint16_t keep_alive) {
    mqtt::Connect packet;
    packet.version = mqtt::Version::v3_1_1;
    packet.client_id = std::move(client);
    packet.keep_alive = keep_alive;
    return packet;
}

class JumpDriverTest : public testing::Test {
protected:
    JumpDriverTest() {
        bench.network.add_device("thermometer", "127.9.0.1", link_with_delay(20ms));
        bench.network.add_device("dashboard", "127.9.0.2", link_with_delay(1ms));
        bench.network.serve(broker);
        driver.join(broker);
    }

    /// The first packet of a kind that `device` got, by the client's tap.
    template <class Packet>
    const Event* got(const std::string& device) const {
        for (const Event& event : bench.recorder.events()) {
            const auto* seen = event.as<PacketSeen>();
            const bool arrived = seen && seen->device == device && seen->tap == Tap::client &&
                                 seen->direction == Direction::down;
            if (arrived && seen->as<Packet>()) return &event;
        }
        return nullptr;
    }

    Kernel kernel;
    TimerQueue timers{"timers"};
    NetworkBench bench{timers, "network"};
    HandMadeBroker broker;
    JumpDriver driver{kernel};
};

TEST_F(JumpDriverTest, AHalfOpenDevicesWillComesAtOneAndAHalfTimesTheKeepAlive) {
    const auto dashboard = bench.dial("dashboard");
    const auto thermometer = bench.dial("thermometer");
    dashboard->socket->send(packet(connect("dashboard", 0)));
    dashboard->socket->send(packet(mqtt::Subscribe{1, {}, {{"plant/1/state"}}}));
    mqtt::Connect with_will = connect("thermometer", 3600);
    with_will.will = mqtt::Will{"plant/1/state", to_bytes("offline")};
    thermometer->socket->send(packet(with_will));
    // The last packet leaves after half an hour; then the device is gone without a word.
    timers.after(30min, [&] { thermometer->socket->send(packet(mqtt::Pingreq{})); });
    timers.after(31min, [&] { bench.network.vanish("thermometer"); });

    ASSERT_TRUE(driver.run([&] { return got<mqtt::Publish>("dashboard") != nullptr; }));

    // Up the thermometer's link, 1.5 times the keep alive, down the dashboard's link.
    const Instant expected(30min + 20ms + 90min + 1ms);
    EXPECT_EQ(got<mqtt::Publish>("dashboard")->at, expected);
    EXPECT_EQ(kernel.now(), expected);
    EXPECT_EQ(thermometer->heard, std::vector<std::string>{"40ms established"});
    // It cost some steps for two virtual hours, not one for each of so many milliseconds.
    EXPECT_LT(broker.advances, 100);
}

TEST_F(JumpDriverTest, StopsWhereNothingCanEverHappen) {
    const auto dashboard = bench.dial("dashboard");
    EXPECT_FALSE(driver.run([] { return false; }));
    EXPECT_EQ(dashboard->heard, std::vector<std::string>{"2ms established"});
}

TEST_F(JumpDriverTest, TakesInWhatIsPostedAtThePresentInstant) {
    boost::asio::io_context io;
    JumpDriver with_io(kernel, &io);
    std::vector<Duration> when;
    timers.after(1h, [&] {
        boost::asio::post(io, [&] {
            with_io.enter();
            when.push_back(kernel.now().time_since_epoch());
        });
    });
    timers.after(2h, [] {});
    EXPECT_FALSE(with_io.run([] { return false; }));
    EXPECT_EQ(when, std::vector<Duration>{1h});
}

}  // namespace
}  // namespace breakwire::sim
