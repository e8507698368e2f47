#include "sim/net/packet_path.hpp"

#include <gtest/gtest.h>

#include "sim/mqtt/encode.hpp"
#include "sim/net/network_bench.hpp"

namespace breakwire::sim {
namespace {

using Heard = std::vector<std::string>;
using Story = std::vector<std::string>;

const Bytes pingreq{std::byte{0xC0}, std::byte{0}};

Bytes publish(const std::string& payload) {
    mqtt::Publish packet;
    packet.topic = "a";
    packet.payload = to_bytes(payload);
    return mqtt::encode(packet, mqtt::Version::v3_1_1);
}

Bytes connect(mqtt::Version version) {
    mqtt::Connect packet;
    packet.version = version;
    packet.client_id = "pump";
    return mqtt::encode(packet, version);
}

class PacketPathTest : public testing::Test {
protected:
    void SetUp() override {
        world.connect(1s);
        told_before = world.bench.story().size();
    }
    void send(const Bytes& bytes) { world.pump->socket->send(bytes); }
    void answer(const Bytes& bytes) { world.broker().socket->send(bytes); }
    void run_until(Duration when) { world.run_until(when); }
    void install(FaultBoard& board, RuleFault::PacketRule rule) {
        board.install("rule", std::make_unique<RuleFault>(std::move(rule)));
    }
    /// What was recorded since the connection stood.
    Story story() const {
        Story all = world.bench.story();
        all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(told_before));
        return all;
    }
    FaultBoard& faults() { return world.bench.faults; }
    FaultBoard& lies() { return world.bench.lies; }
    std::string broker_got() { return to_hex(as_bytes(world.broker().received)); }
    std::string pump_got() { return to_hex(as_bytes(world.pump->received)); }

    OneDevice world{link_with_delay(20ms)};
    std::size_t told_before = 0;
};

TEST_F(PacketPathTest, RecordsEachPacketAtBothTaps) {
    send(pingreq);
    run_until(2s);
    answer(publish("x"));
    run_until(3s);
    EXPECT_EQ(story(), (Story{"client up PINGREQ", "broker up PINGREQ", "broker down PUBLISH",
                              "client down PUBLISH"}));
}

TEST_F(PacketPathTest, PassesOctetsAtOnceWhileNoFaultWantsPackets) {
    const Bytes packet = publish("payload");
    send(to_bytes(ByteView(packet).first(3)));
    run_until(2s);
    EXPECT_EQ(broker_got(), to_hex(ByteView(packet).first(3)));
    EXPECT_EQ(story(), Story{});
    send(to_bytes(ByteView(packet).subspan(3)));
    run_until(3s);
    EXPECT_EQ(broker_got(), to_hex(packet));
    EXPECT_EQ(story(), (Story{"client up PUBLISH", "broker up PUBLISH"}));
}

TEST_F(PacketPathTest, HoldsAPacketUntilItIsWholeWhileAFaultWantsPackets) {
    install(faults(), [](PacketInFlight&, std::uint64_t) {});
    const Bytes packet = publish("payload");
    send(to_bytes(ByteView(packet).first(3)));
    run_until(2s);
    EXPECT_EQ(broker_got(), "");
    EXPECT_EQ(world.pump->socket->unacknowledged(), 3U);
    send(to_bytes(ByteView(packet).subspan(3)));
    run_until(3s);
    EXPECT_EQ(broker_got(), to_hex(packet));
}

TEST_F(PacketPathTest, StartsToHoldAtTheNextPacketWhenAFaultComesInTheMiddleOfOne) {
    const Bytes packet = publish("payload");
    send(to_bytes(ByteView(packet).first(3)));
    install(faults(), [](PacketInFlight& each, std::uint64_t) { each.drop(); });
    Bytes rest = to_bytes(ByteView(packet).subspan(3));
    rest.insert(rest.end(), pingreq.begin(), pingreq.end());
    send(rest);
    run_until(2s);
    EXPECT_EQ(broker_got(), to_hex(packet));
    EXPECT_EQ(story(), (Story{"client up PUBLISH", "client up PINGREQ", "broker up PUBLISH"}));
}

TEST_F(PacketPathTest, LearnsTheVersionFromTheConnect) {
    send(connect(mqtt::Version::v5_0));
    run_until(2s);
    answer(mqtt::encode(mqtt::Connack{}, mqtt::Version::v5_0));
    run_until(3s);
    const auto& last = *world.bench.recorder.events().back().as<PacketSeen>();
    EXPECT_EQ(last.version, mqtt::Version::v5_0);
    EXPECT_NE(last.as<mqtt::Connack>(), nullptr);
}

TEST_F(PacketPathTest, DropsAndDuplicatesWholePackets) {
    install(faults(), [](PacketInFlight& packet, std::uint64_t ordinal) {
        if (ordinal == 0) packet.drop();
        if (ordinal == 1) packet.duplicate();
    });
    send(publish("1"));
    send(publish("2"));
    send(publish("3"));
    run_until(2s);
    EXPECT_EQ(broker_got(), to_hex(publish("2")) + to_hex(publish("2")) + to_hex(publish("3")));
    EXPECT_EQ(story(), (Story{"client up PUBLISH", "client up PUBLISH", "client up PUBLISH",
                              "broker up PUBLISH", "broker up PUBLISH", "broker up PUBLISH"}));
}

TEST_F(PacketPathTest, ADelayedPacketHoldsUpLaterOnesAndTheFin) {
    install(faults(), [](PacketInFlight& packet, std::uint64_t ordinal) {
        if (ordinal == 0) packet.delay_by(500ms);
    });
    send(publish("1"));
    send(publish("2"));
    world.pump->socket->finish();
    run_until(1510ms);
    EXPECT_EQ(broker_got(), "");
    run_until(2s);
    EXPECT_EQ(broker_got(), to_hex(publish("1")) + to_hex(publish("2")));
    EXPECT_EQ(world.broker().last_data, 1520ms);
    EXPECT_EQ(world.broker().heard, Heard{"1.52s fin"});
}

TEST_F(PacketPathTest, RecordsDownwardsWhatTheClientReallyGets) {
    install(faults(), [](PacketInFlight& packet, std::uint64_t) {
        if (packet.seen().direction == Direction::down) packet.replace(pingreq);
    });
    answer(publish("x"));
    run_until(2s);
    EXPECT_EQ(pump_got(), to_hex(pingreq));
    EXPECT_EQ(story(), (Story{"broker down PUBLISH", "client down PINGREQ"}));
}

TEST_F(PacketPathTest, CutsBeforeAPacket) {
    install(faults(), [](PacketInFlight& packet, std::uint64_t ordinal) {
        if (ordinal == 1) packet.cut_before(Ending::rst);
    });
    send(publish("1"));
    send(publish("2"));
    send(publish("3"));
    run_until(2s);
    EXPECT_EQ(broker_got(), to_hex(publish("1")));
    EXPECT_EQ(world.broker().heard, Heard{"1.02s reset"});
    EXPECT_EQ(world.pump->heard, (Heard{"40ms established", "1s reset"}));
}

TEST_F(PacketPathTest, CutsAfterAPacketWithFin) {
    install(faults(), [](PacketInFlight& packet, std::uint64_t ordinal) {
        if (ordinal == 1) packet.cut_after(Ending::fin);
    });
    send(publish("1"));
    send(publish("2"));
    send(publish("3"));
    run_until(2s);
    EXPECT_EQ(broker_got(), to_hex(publish("1")) + to_hex(publish("2")));
    EXPECT_EQ(world.broker().heard, Heard{"1.02s fin"});
    EXPECT_EQ(world.pump->heard, (Heard{"40ms established", "1s fin"}));
}

TEST_F(PacketPathTest, CutsInsideAPacketBehindItsFirstOctets) {
    install(faults(),
            [](PacketInFlight& packet, std::uint64_t) { packet.cut_inside(3, Ending::fin); });
    send(publish("1"));
    send(publish("2"));
    run_until(2s);
    EXPECT_EQ(broker_got(), to_hex(ByteView(publish("1")).first(3)));
    EXPECT_EQ(world.broker().heard, Heard{"1.02s fin"});
    EXPECT_EQ(story(),
              (Story{"client up PUBLISH", "client down fin", "broker up 300400", "broker up fin"}));
}

TEST_F(PacketPathTest, HoldsAPacketAndWhatIsBehindItUntilItIsLetGo) {
    auto hold = std::make_shared<PacketHold>();
    install(faults(), [&](PacketInFlight& packet, std::uint64_t ordinal) {
        if (ordinal == 0) packet.hold(hold);
        if (ordinal == 2) hold->let_go();
    });
    send(publish("1"));
    send(publish("2"));
    run_until(10s);
    EXPECT_EQ(broker_got(), "");
    send(publish("3"));
    run_until(11s);
    EXPECT_EQ(broker_got(), to_hex(publish("1")) + to_hex(publish("2")) + to_hex(publish("3")));
    EXPECT_EQ(world.broker().last_data, 10'020ms);
}

TEST_F(PacketPathTest, LetsTheNextPacketOvertakeOneThatIsHeld) {
    auto hold = std::make_shared<PacketHold>();
    install(faults(), [&](PacketInFlight& packet, std::uint64_t ordinal) {
        if (ordinal == 0) packet.hold(hold);
        if (ordinal == 1) packet.overtake(hold);
    });
    answer(publish("1"));
    run_until(5s);
    EXPECT_EQ(pump_got(), "");
    answer(publish("2"));
    answer(publish("3"));
    run_until(6s);
    EXPECT_EQ(pump_got(), to_hex(publish("2")) + to_hex(publish("1")) + to_hex(publish("3")));
}

TEST_F(PacketPathTest, SendsAPacketAgainLaterEvenIfTheFaultIsGone) {
    install(faults(),
            [](PacketInFlight& packet, std::uint64_t) { packet.insert_later(packet.bytes(), 5s); });
    send(publish("1"));
    run_until(2s);
    faults().remove_all();
    send(pingreq);
    run_until(10s);
    EXPECT_EQ(broker_got(), to_hex(publish("1")) + to_hex(pingreq) + to_hex(publish("1")));
    EXPECT_EQ(world.broker().last_data, 6'020ms);
}

TEST_F(PacketPathTest, SendsTheOtherWayFromTheSamePlace) {
    install(faults(),
            [](PacketInFlight& packet, std::uint64_t) { packet.insert_opposite(publish("back")); });
    send(pingreq);
    run_until(1001ms);
    EXPECT_EQ(pump_got(), to_hex(publish("back")));
    run_until(2s);
    EXPECT_EQ(broker_got(), to_hex(pingreq));
    EXPECT_EQ(story(), (Story{"client up PINGREQ", "client down PUBLISH", "broker up PINGREQ"}));
}

TEST_F(PacketPathTest, SendsTheOtherWayBetweenWholePackets) {
    const Bytes whole = publish("whole");
    answer(to_bytes(ByteView(whole).first(3)));
    run_until(2s);
    install(faults(), [](PacketInFlight& packet, std::uint64_t) {
        if (packet.seen().direction == Direction::up) packet.insert_opposite(publish("back"));
    });
    send(pingreq);
    run_until(3s);
    EXPECT_EQ(pump_got(), to_hex(ByteView(whole).first(3)));
    answer(to_bytes(ByteView(whole).subspan(3)));
    run_until(4s);
    EXPECT_EQ(pump_got(), to_hex(whole) + to_hex(publish("back")));
}

TEST_F(PacketPathTest, LearnsWhoseConnectionItIsAndWhetherItIsResumed) {
    std::vector<ConnectionFacts> facts;
    install(faults(),
            [&](PacketInFlight& packet, std::uint64_t) { facts.push_back(packet.facts()); });
    send(connect(mqtt::Version::v3_1_1));
    run_until(2s);
    answer(mqtt::encode(mqtt::Connack{true}, mqtt::Version::v3_1_1));
    run_until(3s);
    ASSERT_EQ(facts.size(), 2U);
    EXPECT_EQ(facts[0].client_id, "pump");
    EXPECT_FALSE(facts[0].resumed);
    EXPECT_TRUE(facts[1].resumed);
    EXPECT_EQ(facts[1].opened, Instant(0s));
}

TEST_F(PacketPathTest, CutsInSilenceAfterAPacketThatStillArrives) {
    install(faults(), [](PacketInFlight& packet, std::uint64_t) {
        if (packet.seen().direction == Direction::up) packet.cut_after(Ending::silent);
    });
    send(publish("1"));
    run_until(2s);
    answer(publish("2"));
    run_until(100s);
    EXPECT_EQ(broker_got(), to_hex(publish("1")));
    EXPECT_EQ(pump_got(), "");
    EXPECT_EQ(world.broker().heard, Heard{});
}

TEST_F(PacketPathTest, ALieChangesWhatTheBrokerGetsButNotWhatItsTapSaw) {
    install(lies(), [](PacketInFlight& packet, std::uint64_t) {
        if (packet.seen().direction == Direction::up) packet.drop();
    });
    send(publish("1"));
    run_until(2s);
    EXPECT_EQ(broker_got(), "");
    EXPECT_EQ(story(), (Story{"client up PUBLISH", "broker up PUBLISH"}));
}

TEST_F(PacketPathTest, ALieIsSeenAtTheBrokersTapAsTheBrokersDoing) {
    install(lies(), [](PacketInFlight& packet, std::uint64_t) {
        if (packet.seen().direction == Direction::down) packet.cut_before(Ending::rst);
    });
    answer(publish("1"));
    run_until(2s);
    EXPECT_EQ(story(), (Story{"broker down rst", "client down rst"}));
    EXPECT_EQ(world.broker().heard, Heard{"1s reset"});
    EXPECT_EQ(world.pump->heard, (Heard{"40ms established", "1.02s reset"}));
}

TEST_F(PacketPathTest, RecordsTheRestOfACutPacketAsBytes) {
    send(to_bytes(ByteView(publish("cut")).first(4)));
    world.pump->socket->finish();
    run_until(2s);
    EXPECT_EQ(story(), (Story{"client up 30060001", "client up fin", "broker up 30060001",
                              "broker up fin"}));
}

TEST_F(PacketPathTest, PassesAndRecordsEverythingRawAfterAFramingError) {
    const Bytes endless = from_hex("30ffffffffff").value();
    install(faults(), [](PacketInFlight&, std::uint64_t) {});
    send(pingreq);
    send(endless);
    send(pingreq);
    run_until(2s);
    EXPECT_EQ(broker_got(), "c00030ffffffffffc000");
    EXPECT_EQ(story(), (Story{"client up PINGREQ", "client up 30ffffffffff", "client up c000",
                              "broker up PINGREQ", "broker up 30ffffffffff", "broker up c000"}));
}

TEST_F(PacketPathTest, RecordsAMalformedPacketWithItsErrorAndPassesItOn) {
    send(from_hex("c100").value());
    run_until(2s);
    EXPECT_EQ(broker_got(), "c100");
    EXPECT_EQ(story(), (Story{"client up malformed", "broker up malformed"}));
    EXPECT_EQ(world.bench.recorder.events().back().as<PacketSeen>()->error->why,
              mqtt::Malformed::flags_reserved);
}

TEST_F(PacketPathTest, GoesBackToPassingAtOnceWhenTheLastFaultIsGone) {
    install(faults(), [](PacketInFlight&, std::uint64_t) {});
    send(pingreq);
    faults().remove_all();
    send(to_bytes(ByteView(publish("x")).first(2)));
    run_until(2s);
    EXPECT_EQ(broker_got(), "c0003004");
}

}  // namespace
}  // namespace breakwire::sim
