#include "devices/stacks/libmosquitto_client.hpp"

#include <gtest/gtest.h>

#include "devices/stacks/fake_device.hpp"
#include "devices/stacks/fake_network.hpp"
#include "sim/base/manual_timers.hpp"

namespace breakwire::devices {
namespace {

using Heard = std::vector<std::string>;
using Ends = std::vector<std::string>;

/// The real library on virtual sockets; the broker and the clock are led by hand.
class LibmosquittoClientTest : public testing::TestWithParam<mqtt::Version> {
protected:
    LibmosquittoClientTest() {
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
    LibmosquittoClient& client() {
        if (!client_) {
            const ClientIdentity identity{"pump", "u", "p", GetParam()};
            client_ = std::make_unique<LibmosquittoClient>(
                StackContext{world, name, address, Luck(7)}, settings, identity, device);
        }
        return *client_;
    }
    void connect() {
        client().connect();
        broker().events->on_established();
        broker().answer(mqtt::Connack{});
        EXPECT_TRUE(client().connected());
        device.heard.clear();
    }
    FakeConnection& broker() { return network.last(); }
    void expect_heard(const Heard& lines) { EXPECT_EQ(device.heard, lines); }

    ManualTimers timers;
    FakeNetwork network{GetParam()};
    sim::Recorder recorder{[this] { return timers.now(); }};
    World world{timers, network, recorder};
    const std::string name = "pump";
    const std::string address = "127.9.8.7";
    FakeDevice device;
    ClientSettings settings;

private:
    std::unique_ptr<LibmosquittoClient> client_;
};

TEST_P(LibmosquittoClientTest, SaysInItsConnectWhatTheSettingsSay) {
    connect();
    const auto& sent = broker().sent<mqtt::Connect>(0);
    EXPECT_EQ(sent.version, GetParam());
    EXPECT_EQ(sent.client_id, "pump");
    EXPECT_EQ(sent.user_name, "u");
    EXPECT_FALSE(sent.clean_start);
    EXPECT_EQ(sent.keep_alive, 10);
    ASSERT_TRUE(sent.will);
    EXPECT_EQ(to_text(sent.will->payload), "offline");
    EXPECT_TRUE(sent.will->retain);
    if (!v5()) return;
    using Id = mqtt::PropertyId;
    EXPECT_EQ(sent.properties.get<std::uint32_t>(Id::session_expiry_interval), 3600);
    EXPECT_EQ(sent.properties.get<std::uint16_t>(Id::receive_maximum), 7);
    EXPECT_EQ(sent.will->properties.get<std::uint32_t>(Id::will_delay_interval), 5);
}

TEST_P(LibmosquittoClientTest, SendsNothingBeforeTheVirtualHandshakeIsThrough) {
    client().connect();
    EXPECT_TRUE(broker().packets.empty());
}

TEST_P(LibmosquittoClientTest, TellsRefusalFromSilence) {
    client().connect();
    broker().events->on_refused();
    client().connect();
    broker().events->on_timed_out();
    expect_heard({"failed: refused", "failed: timed out"});
}

TEST_P(LibmosquittoClientTest, HasItsOwnTimeoutForTheConnack) {
    client().connect();
    broker().events->on_established();
    ASSERT_EQ(broker().packets.size(), 1U);
    timers.advance(10s);
    expect_heard({"failed: timed out"});
    EXPECT_EQ(broker().ends.at(0), "finish");
    EXPECT_EQ(broker().packets.size(), 1U);
}

TEST_P(LibmosquittoClientTest, CountsARefusedConnackOnce) {
    client().connect();
    broker().events->on_established();
    ASSERT_EQ(broker().packets.size(), 1U);
    broker().answer(mqtt::Connack{false, v5() ? std::uint8_t{0x87} : std::uint8_t{5}});
    broker().events->on_fin();
    ASSERT_EQ(device.heard.size(), 1U);
    EXPECT_TRUE(device.heard[0].starts_with(v5() ? "failed: CONNACK 0x87" : "failed: CONNACK 0x05"))
        << device.heard[0];
}

TEST_P(LibmosquittoClientTest, PublishesAndHearsOfThePuback) {
    connect();
    const auto token =
        client().publish({"t", to_bytes(std::string_view("21")), mqtt::Qos::at_least_once});
    ASSERT_TRUE(token);
    ASSERT_EQ(broker().packets.size(), 2U);
    const auto& sent = broker().sent<mqtt::Publish>(1);
    EXPECT_EQ(to_text(sent.payload), "21");
    broker().answer(mqtt::Puback{sent.packet_id});
    EXPECT_EQ(device.published, std::vector<int>{*token});
}

TEST_P(LibmosquittoClientTest, RefusesToPublishWithoutAConnection) {
    EXPECT_EQ(client().publish({"t", {}, mqtt::Qos::at_least_once}), std::nullopt);
}

TEST_P(LibmosquittoClientTest, SubscribesWithItsOptions) {
    connect();
    client().subscribe({"plant/#", mqtt::Qos::at_least_once, true, true, 2});
    ASSERT_EQ(broker().packets.size(), 2U);
    const auto& sent = broker().sent<mqtt::Subscribe>(1);
    EXPECT_EQ(sent.subscriptions.at(0).filter, "plant/#");
    EXPECT_EQ(sent.subscriptions.at(0).no_local, v5());
    EXPECT_EQ(sent.subscriptions.at(0).retain_handling, v5() ? 2 : 0);
    broker().answer(mqtt::Suback{sent.packet_id, {}, {1}});
    expect_heard({"subscribed 01"});
}

TEST_P(LibmosquittoClientTest, HandsOverAndAcknowledgesEachMessageOfABatch) {
    connect();
    Bytes batch;
    for (std::uint16_t id = 1; id <= 3; ++id) {
        const Bytes one = mqtt::encode(
            mqtt::Publish{false, mqtt::Qos::at_least_once, false, "t", id, {}, Bytes(1)},
            GetParam());
        batch.insert(batch.end(), one.begin(), one.end());
    }
    broker().events->on_data(batch);
    EXPECT_EQ(device.heard.size(), 3U);
    ASSERT_EQ(broker().packets.size(), 4U);
    EXPECT_EQ(broker().sent<mqtt::Puback>(3).packet_id, 3);
}

TEST_P(LibmosquittoClientTest, PassesALargeMessageEachWay) {
    connect();
    const Bytes large(3'000'000, std::byte{'x'});
    client().publish({"t", large, mqtt::Qos::at_most_once});
    ASSERT_EQ(broker().packets.size(), 2U);
    EXPECT_EQ(broker().sent<mqtt::Publish>(1).payload, large);
    broker().answer(mqtt::Publish{false, {}, false, "t", 0, {}, large});
    ASSERT_EQ(device.heard.size(), 1U);
    EXPECT_EQ(device.heard[0].size(), std::string("message t ").size() + large.size());
}

TEST_P(LibmosquittoClientTest, KeepsWhatItCannotSendWhileTheNetworkIsBehind) {
    connect();
    broker().unacknowledged = VirtualSocket::send_buffer;
    client().publish({"t", Bytes(10), mqtt::Qos::at_most_once});
    EXPECT_EQ(broker().packets.size(), 1U);
    broker().unacknowledged = 0;
    broker().events->on_acknowledged();
    EXPECT_EQ(broker().packets.size(), 2U);
}

TEST_P(LibmosquittoClientTest, LeavesCleanly) {
    connect();
    client().disconnect(0);
    expect_heard({"lost: by us"});
    EXPECT_EQ(broker().ends, Ends{"finish"});
    EXPECT_EQ(broker().packets.back(), mqtt::Packet(mqtt::Disconnect{}));
    broker().events->on_fin();
    timers.advance(1ms);
    EXPECT_EQ(broker().ends, (Ends{"finish", "drop"}));
}

TEST_P(LibmosquittoClientTest, SeesAResetAsAReset) {
    connect();
    broker().events->on_reset();
    expect_heard({"lost: connection lost (RST)"});
}

TEST_P(LibmosquittoClientTest, AnswersAFinWithAFin) {
    connect();
    broker().events->on_fin();
    expect_heard({"lost: connection lost (FIN)"});
    EXPECT_EQ(broker().ends, Ends{"finish"});
}

TEST_P(LibmosquittoClientTest, SendsUnacknowledgedMessagesAgainOnItsNextConnection) {
    connect();
    client().publish({"t", to_bytes(std::string_view("21")), mqtt::Qos::at_least_once});
    ASSERT_EQ(broker().packets.size(), 2U);
    broker().events->on_reset();
    expect_heard({"lost: connection lost (RST)"});
    client().connect();
    broker().events->on_established();
    ASSERT_EQ(broker().packets.size(), 1U);
    broker().answer(mqtt::Connack{true});
    ASSERT_EQ(broker().packets.size(), 2U);
    EXPECT_TRUE(broker().sent<mqtt::Publish>(1).dup);
}

TEST_P(LibmosquittoClientTest, VanishesWithoutAWordAndForgetsItsMessages) {
    connect();
    client().publish({"t", to_bytes(std::string_view("21")), mqtt::Qos::at_least_once});
    ASSERT_EQ(broker().packets.size(), 2U);
    client().power_off();
    timers.advance(1ms);
    EXPECT_EQ(broker().packets.size(), 2U);
    EXPECT_EQ(broker().ends, (Ends{"vanish", "drop"}));
    connect();
    EXPECT_EQ(broker().packets.size(), 1U);
}

TEST_P(LibmosquittoClientTest, TellsTheReasonOfTheBrokersDisconnect) {
    if (!v5()) GTEST_SKIP() << "only 5.0 has it";
    connect();
    broker().answer(mqtt::Disconnect{0x8e});
    expect_heard({"lost: DISCONNECT 0x8E Session taken over"});
}

INSTANTIATE_TEST_SUITE_P(Both, LibmosquittoClientTest,
                         testing::Values(mqtt::Version::v3_1_1, mqtt::Version::v5_0),
                         [](const auto& each) {
                             return each.param == mqtt::Version::v5_0 ? "v5" : "v311";
                         });

}  // namespace
}  // namespace breakwire::devices
