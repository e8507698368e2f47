#include <gtest/gtest.h>

#include <list>
#include <set>

#include "devices/stacks/fake_device.hpp"
#include "devices/stacks/libmosquitto_client.hpp"
#include "sim/io/jump_driver.hpp"
#include "sim/mqtt/decode.hpp"
#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/framer.hpp"
#include "sim/net/network_bench.hpp"

// One libmosquitto client and more on a virtual network, from its settings to the broker, in
// simulated time alone.
namespace breakwire::devices {
namespace {

constexpr mqtt::Version spoken = mqtt::Version::v5_0;

/// Answers at once what has to be answered, unless it is told to keep quiet.
class EagerBroker final : public sim::Server {
public:
    void on_connect(std::unique_ptr<sim::Incoming> incoming) override {
        Session& session = sessions_.emplace_back();
        session.broker = this;
        session.socket = incoming->accept(session);
    }

    bool answers_pings = true;
    mqtt::Connack connack;

private:
    struct Session final : sim::SocketEvents {
        void on_data(ByteView bytes) override {
            framer.feed(bytes);
            while (const auto framed = framer.next()) {
                broker->answer(*this, mqtt::decode(**framed, spoken).value());
            }
        }
        void on_fin() override { socket->finish(); }
        void on_reset() override {}
        void send(const mqtt::Packet& packet) { socket->send(mqtt::encode(packet, spoken)); }

        EagerBroker* broker = nullptr;
        mqtt::Framer framer;
        std::unique_ptr<sim::Socket> socket;
    };

    void answer(Session& session, const mqtt::Packet& packet) const {
        if (std::holds_alternative<mqtt::Connect>(packet)) session.send(connack);
        if (const auto* publish = std::get_if<mqtt::Publish>(&packet)) {
            if (publish->qos == mqtt::Qos::at_least_once) {
                session.send(mqtt::Puback{publish->packet_id});
            }
        }
        const bool pinged = std::holds_alternative<mqtt::Pingreq>(packet);
        if (pinged && answers_pings) session.send(mqtt::Pingresp{});
    }

    std::list<Session> sessions_;
};

/// A network, a broker and clients whose keep alive is a minute.
class Site {
public:
    Site(sim::TimerQueue& timers, const char* name) : timers_(timers), bench(timers, name) {
        bench.network.serve(broker);
        settings.keep_alive = 60s;
    }

    LibmosquittoClient& add(const std::string& device) {
        sim::LinkSettings link;
        link.delay = 20ms;
        bench.network.add_device(device, "127.9.0.1", link);
        const ClientIdentity identity{device, std::nullopt, std::nullopt, spoken};
        clients_.push_back(std::make_unique<LibmosquittoClient>(
            StackContext{world_, names_.emplace_back(device), address_, Luck(7).of(device)},
            settings, identity, devices_.emplace_back()));
        clients_.back()->connect();
        return *clients_.back();
    }
    FakeDevice& device() { return devices_.back(); }

    /// When packets of a kind arrived at the broker.
    template <class Packet>
    std::vector<Duration> seen(const std::string& device) const {
        std::vector<Duration> when;
        for (const sim::Event& event : bench.recorder.events()) {
            const auto* packet = event.as<sim::PacketSeen>();
            if (packet && packet->device == device && packet->tap == sim::Tap::broker &&
                packet->as<Packet>()) {
                when.push_back(event.at.time_since_epoch());
            }
        }
        return when;
    }

private:
    sim::TimerQueue& timers_;

public:
    sim::NetworkBench bench;
    EagerBroker broker;
    ClientSettings settings;

private:
    World world_{timers_, bench.network, bench.recorder};
    std::list<FakeDevice> devices_;
    std::list<std::string> names_;
    const std::string address_ = "127.9.0.1";
    std::vector<std::unique_ptr<LibmosquittoClient>> clients_;
};

class LibmosquittoInVirtualTime : public testing::Test {
protected:
    void run_for(Duration duration) {
        bool over = false;
        timers.after(duration, [&over] { over = true; });
        ASSERT_TRUE(driver.run([&over] { return over; }));
    }

    sim::Kernel kernel;
    sim::TimerQueue timers{"timers"};
    sim::JumpDriver driver{kernel};
    Site site{timers, "network"};
};

TEST_F(LibmosquittoInVirtualTime, PingsEachMinuteOfAnHourToTheNanosecond) {
    site.add("pump");
    run_for(1h);
    const auto pings = site.seen<mqtt::Pingreq>("pump");
    ASSERT_EQ(pings.size(), 60U);
    // The library's clock has whole seconds; which part of one it is when it connects is luck.
    const Duration connected = site.seen<mqtt::Connect>("pump").at(0);
    EXPECT_GT(pings[0], connected + 59s);
    EXPECT_LE(pings[0], connected + 60s);
    for (std::size_t i = 1; i < pings.size(); ++i) EXPECT_EQ(pings[i] - pings[i - 1], 60s);
    EXPECT_EQ(site.device().heard, std::vector<std::string>{"connected"});
}

TEST_F(LibmosquittoInVirtualTime, GivesUpAnIntervalAfterAPingreqThatNobodyAnswers) {
    site.broker.answers_pings = false;
    site.add("pump");
    run_for(10min);
    const auto pings = site.seen<mqtt::Pingreq>("pump");
    ASSERT_EQ(pings.size(), 1U);
    EXPECT_EQ(site.device().heard,
              (std::vector<std::string>{"connected", "lost: connection lost (no PINGRESP)"}));
    const auto& events = site.bench.recorder.events();
    const auto end = std::ranges::find_if(events, [](const sim::Event& event) {
        const auto* seen = event.as<sim::ConnectionSeen>();
        return seen && seen->tap == sim::Tap::broker && seen->what == sim::Transport::fin;
    });
    ASSERT_NE(end, events.end());
    EXPECT_EQ(end->at.time_since_epoch(), pings[0] + 60s);
}

TEST_F(LibmosquittoInVirtualTime, PingsThoughItPublishesIfNothingComesIn) {
    LibmosquittoClient& client = site.add("pump");
    for (Duration when = 10s; when <= 170s; when += 10s) {
        timers.after(when, [&] { client.publish({"t", Bytes(3), mqtt::Qos::at_most_once}); });
    }
    run_for(3min);
    const auto pings = site.seen<mqtt::Pingreq>("pump");
    ASSERT_EQ(pings.size(), 3U);
    EXPECT_EQ(pings[2] - pings[1], 60s);
}

TEST_F(LibmosquittoInVirtualTime, DoesNotPingWhileItIsAnswered) {
    LibmosquittoClient& client = site.add("pump");
    for (Duration when = 10s; when <= 170s; when += 10s) {
        timers.after(when, [&] { client.publish({"t", Bytes(3), mqtt::Qos::at_least_once}); });
    }
    run_for(3min);
    EXPECT_TRUE(site.seen<mqtt::Pingreq>("pump").empty());
}

TEST_F(LibmosquittoInVirtualTime, KeepsTheIntervalTheBrokerAsksFor) {
    site.broker.connack.properties.add(mqtt::PropertyId::server_keep_alive, std::uint16_t{10});
    site.add("pump");
    run_for(61s);
    const auto pings = site.seen<mqtt::Pingreq>("pump");
    ASSERT_EQ(pings.size(), 6U);
    EXPECT_EQ(pings[5] - pings[0], 50s);
}

TEST_F(LibmosquittoInVirtualTime, SendsItsLastWordsWhileTheNextConnectionOpens) {
    LibmosquittoClient& client = site.add("pump");
    run_for(1s);
    client.publish({"t", Bytes(200'000), mqtt::Qos::at_most_once});
    run_for(1s);
    client.disconnect(0);
    client.connect();
    run_for(1s);
    EXPECT_EQ(site.device().heard,
              (std::vector<std::string>{"connected", "lost: by us", "connected"}));
    EXPECT_EQ(site.seen<mqtt::Publish>("pump").size(), 1U);
    EXPECT_EQ(site.seen<mqtt::Disconnect>("pump").size(), 1U);
    EXPECT_EQ(site.seen<mqtt::Connect>("pump").size(), 2U);
    EXPECT_EQ(site.bench.network.live_connections(), 1U);
}

TEST_F(LibmosquittoInVirtualTime, SpreadsThePingsOfManyOverTheSecond) {
    std::set<Duration> instants;
    for (int i = 0; i < 100; ++i) site.add("pump " + std::to_string(i));
    run_for(61s);
    for (int i = 0; i < 100; ++i) {
        const auto pings = site.seen<mqtt::Pingreq>("pump " + std::to_string(i));
        ASSERT_EQ(pings.size(), 1U);
        instants.insert(pings[0]);
    }
    // Of 1000 milliseconds each takes one at random, so 95 different ones are expected; fewer than
    // 80 have a probability below 1e-9.
    EXPECT_GE(instants.size(), 80U);
}

TEST_F(LibmosquittoInVirtualTime, DoesTheSameTwice) {
    Site again{timers, "again"};
    for (Site* each : {&site, &again}) {
        LibmosquittoClient& client = each->add("pump");
        for (const Duration when : {1s, 100s, 1000s}) {
            timers.after(when, [&] { client.publish({"t", Bytes(9), mqtt::Qos::at_least_once}); });
        }
        timers.after(1h, [&] { client.disconnect(0); });
    }
    run_for(2h);
    const auto lines = site.bench.lines("pump");
    EXPECT_GT(lines.size(), 200U);
    EXPECT_EQ(lines, again.bench.lines("pump"));
}

}  // namespace
}  // namespace breakwire::devices
