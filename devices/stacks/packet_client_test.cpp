#include "devices/stacks/packet_client.hpp"

#include <gtest/gtest.h>

#include "devices/stacks/fake_device.hpp"
#include "devices/stacks/fake_network.hpp"
#include "sim/base/manual_timers.hpp"

namespace breakwire::devices {
namespace {

using Heard = std::vector<std::string>;
using Ends = std::vector<std::string>;
constexpr auto v5 = mqtt::Version::v5_0;

class PacketClientTest : public testing::Test {
protected:
    static SessionSettings settings() {
        SessionSettings all;
        all.connect.version = v5;
        all.connect.client_id = "c";
        all.connect.keep_alive = 10;
        return all;
    }
    void connect() {
        client.connect();
        network.last().events->on_established();
        network.last().answer(mqtt::Connack{});
        device.heard.clear();
    }

    ManualTimers timers;
    FakeNetwork network{v5};
    sim::Recorder recorder{[this] { return timers.now(); }};
    World world{timers, network, recorder};
    FakeDevice device;
    PacketClient client{{world, "c", "127.0.0.9", Luck(7)}, settings(), 5s, device};
};

TEST_F(PacketClientTest, ConnectsOnceTheHandshakeIsThrough) {
    client.connect();
    EXPECT_TRUE(network.last().packets.empty());
    network.last().events->on_established();
    EXPECT_EQ(network.last().sent<mqtt::Connect>(0), settings().connect);
    network.last().answer(mqtt::Connack{true});
    EXPECT_EQ(device.heard, Heard{"connected, session present"});
    EXPECT_TRUE(client.connected());
}

TEST_F(PacketClientTest, TellsRefusalFromSilence) {
    client.connect();
    network.last().events->on_refused();
    client.connect();
    network.last().events->on_timed_out();
    client.connect();
    timers.advance(5s);
    EXPECT_EQ(device.heard, (Heard{"failed: refused", "failed: timed out", "failed: timed out"}));
}

TEST_F(PacketClientTest, SaysWhyANameOrTlsFailed) {
    client.connect();
    network.last().events->on_failed("broker.example does not exist (NXDOMAIN)");
    client.connect();
    network.last().events->on_established();
    network.last().events->on_failed("TLS: alert from the peer: unknown CA");
    EXPECT_EQ(device.heard,
              (Heard{"failed: broker.example does not exist (NXDOMAIN)",
                     "failed: connection lost before CONNACK (TLS: alert from the peer: unknown "
                     "CA)"}));
}

TEST_F(PacketClientTest, WaitsForConnackNoLongerThanItsTimeout) {
    client.connect();
    network.last().events->on_established();
    timers.advance(5s);
    EXPECT_EQ(device.heard, Heard{"failed: timed out"});
    EXPECT_EQ(network.last().ends, Ends{"finish"});
}

TEST_F(PacketClientTest, TellsHowTheConnectionWasLost) {
    connect();
    network.last().events->on_reset();
    client.connect();
    network.last().events->on_established();
    network.last().events->on_fin();
    EXPECT_EQ(device.heard, (Heard{"lost: connection lost (RST)",
                                   "failed: connection lost before CONNACK (FIN)"}));
}

TEST_F(PacketClientTest, LeavesCleanlyAndWaitsForThePeersEnd) {
    connect();
    client.disconnect(0x04);
    EXPECT_EQ(network.last().sent<mqtt::Disconnect>(1).reason, 0x04);
    EXPECT_EQ(network.last().ends, Ends{"finish"});
    EXPECT_EQ(device.heard, Heard{"lost: by us"});
    network.last().answer(mqtt::Pingresp{});  // too late, and harmless
    network.last().events->on_fin();
    timers.advance(1ms);
    EXPECT_EQ(network.last().ends, (Ends{"finish", "drop"}));
}

TEST_F(PacketClientTest, HandsOverMessagesAndAcknowledgesThem) {
    connect();
    network.last().answer(mqtt::Publish{
        false, mqtt::Qos::at_least_once, false, "t", 3, {}, to_bytes(std::string_view("21"))});
    EXPECT_EQ(device.heard, Heard{"message t 21"});
    EXPECT_EQ(network.last().sent<mqtt::Puback>(1).packet_id, 3);
}

TEST_F(PacketClientTest, KeepsItsConnectionAliveInSimulatedTime) {
    connect();
    timers.advance(10s);
    EXPECT_EQ(network.last().packets.back(), mqtt::Packet(mqtt::Pingreq{}));
    timers.advance(10s);
    EXPECT_EQ(device.heard, Heard{"lost: connection lost (no PINGRESP)"});
}

TEST_F(PacketClientTest, SendsAnyBytesAsTheyAre) {
    EXPECT_FALSE(client.send_raw(mqtt::encode(mqtt::Pingreq{}, v5)));
    connect();
    EXPECT_TRUE(client.send_raw(mqtt::encode(mqtt::Pingreq{}, v5)));
    EXPECT_EQ(network.last().packets.back(), mqtt::Packet(mqtt::Pingreq{}));
}

TEST_F(PacketClientTest, VanishesWithoutAWord) {
    connect();
    client.power_off();
    timers.advance(1min);
    EXPECT_EQ(network.last().packets.size(), 1U);
    EXPECT_EQ(network.last().ends, (Ends{"vanish", "drop"}));
    EXPECT_EQ(device.heard, Heard{});
}

TEST_F(PacketClientTest, HangsUpOnMalformedPackets) {
    connect();
    const Bytes reserved_type = from_hex("f400").value();
    network.last().events->on_data(reserved_type);
    EXPECT_EQ(network.last().sent<mqtt::Disconnect>(1).reason, 0x81);
    EXPECT_EQ(network.last().ends, Ends{"finish"});
    ASSERT_EQ(device.heard.size(), 1U);
    EXPECT_TRUE(device.heard[0].starts_with("lost: malformed packet from the broker: "));
}

TEST_F(PacketClientTest, MayConnectAnewWhileTheOldConnectionParts) {
    connect();
    client.disconnect(0);
    connect();
    EXPECT_TRUE(client.connected());
    network.connections[0]->events->on_fin();
    timers.advance(1ms);
    EXPECT_TRUE(client.connected());
    EXPECT_EQ(network.connections[0]->ends, (Ends{"finish", "drop"}));
}

}  // namespace
}  // namespace breakwire::devices
