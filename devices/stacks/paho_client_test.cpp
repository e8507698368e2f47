#include "devices/stacks/paho_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "devices/stacks/fake_device.hpp"
#include "devices/stacks/fake_network.hpp"
#include "sim/base/errors.hpp"
#include "sim/base/manual_timers.hpp"
#include "sim/io/wall_driver.hpp"

namespace breakwire::devices {
namespace {

using testing::Contains;
using testing::ElementsAre;

/// The real library on a real socket; the broker at the far end is led by hand.
class PahoClientTest : public testing::TestWithParam<mqtt::Version> {
protected:
    PahoClientTest() {
        world.make_door = [this](const std::string& whose, const std::string& where,
                                 sim::Dialer& dialer) {
            const boost::asio::ip::tcp::endpoint here(boost::asio::ip::make_address(where), 0);
            return std::make_unique<sim::DeviceDoor>(io, driver, dialer, whose, here);
        };
        settings.will = WillSettings{TopicName::parse("state").value(),
                                     to_bytes(std::string_view("offline")),
                                     mqtt::Qos::at_least_once,
                                     true,
                                     5s,
                                     std::nullopt};
        settings.session_expiry = 1h;
        settings.receive_maximum = 7;
        settings.clean = false;
        settings.keep_alive = 10s;
    }
    bool v5() const { return GetParam() == mqtt::Version::v5_0; }
    PahoClient& client() {
        if (!client_) {
            const ClientIdentity identity{"pump", "u", "p", GetParam()};
            client_ = std::make_unique<PahoClient>(StackContext{world, name, address, Luck(7)},
                                                   settings, identity, device);
        }
        return *client_;
    }
    void until(const std::function<bool()>& done) { driver.run(done); }
    /// Until so many packets of the latest connection are there.
    void until_packets(std::size_t count) {
        until([&] { return broker().packets.size() >= count; });
    }
    void until_heard(std::size_t lines) {
        until([&] { return device.heard.size() >= lines; });
    }
    void dial() {
        const std::size_t before = network.connections.size();
        client().connect();
        until([&] { return network.connections.size() > before; });
    }
    void say_connect() {
        dial();
        broker().events->on_established();
        until_packets(1);
    }
    void connect() {
        device.heard.clear();
        say_connect();
        broker().answer(mqtt::Connack{});
        until_heard(1);
        EXPECT_TRUE(client().connected());
        device.heard.clear();
    }
    FakeConnection& broker() { return network.last(); }

    boost::asio::io_context io{1};
    sim::Kernel kernel;
    sim::WallDriver driver{io, kernel};
    ManualTimers timers;
    FakeNetwork network{GetParam()};
    sim::Recorder recorder{[this] { return timers.now(); }};
    World world{timers, network, recorder};
    const std::string name = "pump";
    const std::string address = "127.9.8.7";
    FakeDevice device;
    ClientSettings settings;

private:
    std::unique_ptr<PahoClient> client_;
};

TEST_P(PahoClientTest, SaysInItsConnectWhatTheSettingsSay) {
    connect();
    const auto& sent = broker().sent<mqtt::Connect>(0);
    EXPECT_EQ(sent.version, GetParam());
    EXPECT_EQ(sent.client_id, "pump");
    EXPECT_EQ(sent.user_name, "u");
    ASSERT_TRUE(sent.password);
    EXPECT_EQ(to_text(*sent.password), "p");
    EXPECT_FALSE(sent.clean_start);
    EXPECT_EQ(sent.keep_alive, 10);
    ASSERT_TRUE(sent.will);
    EXPECT_EQ(to_text(sent.will->payload), "offline");
    EXPECT_EQ(sent.will->qos, mqtt::Qos::at_least_once);
    EXPECT_TRUE(sent.will->retain);
    if (!v5()) return;
    using Id = mqtt::PropertyId;
    EXPECT_EQ(sent.properties.get<std::uint32_t>(Id::session_expiry_interval), 3600);
    EXPECT_EQ(sent.properties.get<std::uint16_t>(Id::receive_maximum), 7);
    EXPECT_EQ(sent.will->properties.get<std::uint32_t>(Id::will_delay_interval), 5);
}

TEST_P(PahoClientTest, TellsWhetherTheSessionWasThere) {
    say_connect();
    mqtt::Connack present;
    present.session_present = true;
    broker().answer(present);
    until_heard(1);
    EXPECT_THAT(device.heard, ElementsAre("connected, session present"));
}

TEST_P(PahoClientTest, PassesMessagesAndAcknowledgementsOn) {
    connect();
    Message message;
    message.topic = "a/b";
    message.payload = to_bytes(std::string_view("1"));
    message.qos = mqtt::Qos::at_least_once;
    const auto token = client().publish(message);
    until_packets(2);
    const auto& sent = broker().sent<mqtt::Publish>(1);
    EXPECT_EQ(to_text(sent.payload), "1");
    EXPECT_EQ(sent.qos, mqtt::Qos::at_least_once);
    broker().answer(mqtt::Puback{sent.packet_id});
    until([this] { return !device.published.empty(); });
    EXPECT_EQ(device.published, std::vector{*token});

    mqtt::Publish arriving;
    arriving.topic = "c";
    arriving.payload = to_bytes(std::string_view("2"));
    broker().answer(arriving);
    until_heard(1);
    EXPECT_THAT(device.heard, ElementsAre("message c 2"));
}

TEST_P(PahoClientTest, SubscribesAndHearsTheAnswerAlsoIfItIsNo) {
    connect();
    mqtt::Subscription subscription;
    subscription.filter = "a/#";
    subscription.qos = mqtt::Qos::exactly_once;
    subscription.retain_handling = 2;
    ASSERT_TRUE(client().subscribe(subscription));
    until_packets(2);
    const auto& sent = broker().sent<mqtt::Subscribe>(1);
    EXPECT_EQ(sent.subscriptions.at(0).filter, "a/#");
    EXPECT_EQ(sent.subscriptions.at(0).retain_handling, v5() ? 2 : 0);
    broker().answer(mqtt::Suback{sent.packet_id, {}, {2}});
    until_heard(1);
    ASSERT_TRUE(client().subscribe(subscription));
    until_packets(3);
    const auto refused = static_cast<std::uint8_t>(v5() ? 0x87 : 0x80);
    broker().answer(mqtt::Suback{broker().sent<mqtt::Subscribe>(2).packet_id, {}, {refused}});
    until_heard(2);
    EXPECT_THAT(device.heard,
                ElementsAre("subscribed 02", v5() ? "subscribed 87" : "subscribed 80"));
}

TEST_P(PahoClientTest, SaysGoodbyeWithDisconnectAndConnectsAnewAtOnce) {
    connect();
    FakeConnection& first = broker();
    client().disconnect(0);
    EXPECT_FALSE(client().connected());
    client().connect();
    until([this] { return network.connections.size() == 2; });
    EXPECT_THAT(device.heard, ElementsAre("lost: by us"));
    EXPECT_NO_THROW(std::get<mqtt::Disconnect>(first.packets.back()));
    until([&] { return !first.ends.empty(); });
    EXPECT_EQ(first.ends.front(), "finish");
}

TEST_P(PahoClientTest, VanishesWithoutAWordWhenThePowerGoes) {
    connect();
    client().power_off();
    EXPECT_THAT(broker().ends, ElementsAre("vanish", "drop"));
    EXPECT_EQ(broker().packets.size(), 1u);
    EXPECT_TRUE(device.heard.empty());
    connect();
    EXPECT_EQ(network.connections.size(), 2u);
}

TEST_P(PahoClientTest, TellsHowTheConnectionEndedInTheWordsOfAllStacks) {
    connect();
    broker().events->on_reset();
    until_heard(1);
    EXPECT_THAT(device.heard, ElementsAre("lost: connection lost (RST)"));
    connect();
    broker().events->on_fin();
    until_heard(1);
    EXPECT_THAT(device.heard, ElementsAre("lost: connection lost (FIN)"));
}

TEST_P(PahoClientTest, TellsARefusedConnectionFromALostOne) {
    dial();
    broker().events->on_refused();
    until_heard(1);
    say_connect();
    broker().events->on_reset();
    until_heard(2);
    EXPECT_THAT(device.heard,
                ElementsAre("failed: refused", "failed: connection lost before CONNACK (RST)"));
}

TEST_P(PahoClientTest, TellsWhatTheConnackSays) {
    say_connect();
    mqtt::Connack refused;
    refused.reason = v5() ? 0x87 : 5;
    broker().answer(refused);
    until_heard(1);
    EXPECT_THAT(device.heard, ElementsAre(v5() ? "failed: CONNACK 0x87 Not authorized"
                                               : "failed: CONNACK 0x05 not authorized"));
}

TEST_P(PahoClientTest, TellsWhatTheBrokersDisconnectSays) {
    if (!v5()) return;  // a broker has none in 3.1.1
    connect();
    mqtt::Disconnect taken_over;
    taken_over.reason = 0x8e;
    broker().answer(taken_over);
    broker().events->on_fin();
    until_heard(1);
    EXPECT_THAT(device.heard, ElementsAre("lost: DISCONNECT 0x8E Session taken over"));
}

TEST_P(PahoClientTest, GivesAnAttemptUpWhenItsTimeIsOver) {
    settings.connect_timeout = 3s;
    dial();
    timers.advance(3s);
    EXPECT_THAT(device.heard, ElementsAre("failed: timed out"));
    EXPECT_THAT(broker().ends, Contains("drop"));
}

TEST_P(PahoClientTest, NeedsARealAddress) {
    world.make_door = nullptr;
    EXPECT_THROW(client(), EnvironmentError);
}

INSTANTIATE_TEST_SUITE_P(Versions, PahoClientTest,
                         testing::Values(mqtt::Version::v3_1_1, mqtt::Version::v5_0),
                         [](const auto& version) {
                             return version.param == mqtt::Version::v5_0 ? "Mqtt5" : "Mqtt311";
                         });

}  // namespace
}  // namespace breakwire::devices
