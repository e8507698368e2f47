#include <gmock/gmock.h>

#include "sim/faults/fault_bench.hpp"
#include "sim/mqtt/encode.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Bytes wire(const mqtt::Packet& packet) { return mqtt::encode(packet, mqtt::Version::v3_1_1); }

TEST(PacketHoldUntil, HoldsUntilTheOtherPacketComesInEitherDirection) {
    FaultBench bench;
    bench.install("packet_hold_until",
                  "{device: pump, match: {type: puback}, until: {type: pingreq}}");
    for (const Direction direction : {Direction::up, Direction::down}) {
        const auto held = bench.packet(direction, mqtt::Puback{7});
        ASSERT_THAT(held.holds, SizeIs(1));
        EXPECT_THAT(bench.packet(Direction::up, publish()).holds, IsEmpty());
        EXPECT_FALSE(held.holds[0]->over());
        bench.packet(Direction::up, mqtt::Pingreq{});
        EXPECT_TRUE(held.holds[0]->over());
    }
}

TEST(PacketHoldUntil, LetsGoWhenHealed) {
    FaultBench bench;
    const auto number = bench.install(
        "packet_hold_until", "{device: pump, match: {type: puback}, until: {type: pingreq}}");
    const auto held = bench.packet(Direction::down, mqtt::Puback{7});
    bench.board.remove(number);
    EXPECT_TRUE(held.holds.at(0)->over());
}

TEST(PacketHoldUntil, NeedsToKnowUntilWhat) {
    EXPECT_THAT(mistakes_of("packet_hold_until", "{device: pump, match: {}}"),
                ElementsAre("a.yaml:1:1: error: packet_hold_until: missing key 'until' (the packet "
                            "that lets them go, e.g. {type: pubrel})"));
}

TEST(PacketSwap, LetsTheNextOfItsDirectionOvertake) {
    FaultBench bench;
    bench.install("packet_swap_with_next", "{device: pump, match: {type: publish, nth: 1}}");
    const auto held = bench.packet(Direction::up, publish("a"));
    ASSERT_THAT(held.holds, SizeIs(1));
    EXPECT_EQ(bench.packet(Direction::down, mqtt::Puback{7}).overtaken, nullptr);
    EXPECT_EQ(bench.packet(Direction::up, publish("b")).overtaken, held.holds[0]);
    EXPECT_EQ(bench.packet(Direction::up, publish("c")).overtaken, nullptr);
}

TEST(PacketSwap, SwapsInPairsIfEveryPacketIsChosen) {
    FaultBench bench;
    bench.install("packet_swap_with_next", "{device: pump, match: {}}");
    EXPECT_THAT(bench.packet(Direction::down, publish("a")).holds, SizeIs(1));
    EXPECT_THAT(bench.packet(Direction::down, publish("b")).holds, IsEmpty());
    EXPECT_THAT(bench.packet(Direction::down, publish("c")).holds, SizeIs(1));
}

TEST(PacketSwap, LetsGoWhenHealed) {
    FaultBench bench;
    const auto number = bench.install("packet_swap_with_next", "{device: pump, match: {}}");
    const auto held = bench.packet(Direction::up, publish());
    bench.board.remove(number);
    EXPECT_TRUE(held.holds.at(0)->over());
}

TEST(PacketReplayLater, SendsAgainAfterATime) {
    FaultBench bench;
    bench.install("packet_replay_later", "{device: pump, match: {type: publish}, by: 2s}");
    for (const Direction direction : {Direction::up, Direction::down}) {
        const auto outcome = bench.packet(direction, publish());
        EXPECT_THAT(outcome.output, ElementsAre(wire(publish())));
        ASSERT_THAT(outcome.later, SizeIs(1));
        EXPECT_EQ(outcome.later[0].delay, 2s);
        EXPECT_EQ(outcome.later[0].bytes, wire(publish()));
    }
}

TEST(PacketReplayLater, SendsAgainBehindAPacketOfItsDirection) {
    FaultBench bench;
    bench.install("packet_replay_later",
                  "{device: pump, match: {type: publish}, once: {type: pingreq}}");
    bench.packet(Direction::up, publish());
    EXPECT_THAT(bench.packet(Direction::up, mqtt::Pingreq{}, 2).output,
                ElementsAre(wire(mqtt::Pingreq{}), wire(publish())));
    EXPECT_THAT(bench.packet(Direction::up, mqtt::Pingreq{}).output,
                ElementsAre(wire(mqtt::Pingreq{})));
}

TEST(PacketReplayLater, SendsAgainInItsOwnDirectionAtAPacketOfTheOther) {
    FaultBench bench;
    bench.install("packet_replay_later",
                  "{device: pump, match: {type: publish}, once: {type: pingreq}, instead: true}");
    EXPECT_THAT(bench.packet(Direction::down, publish()).output, IsEmpty());
    const auto outcome = bench.packet(Direction::up, mqtt::Pingreq{});
    EXPECT_THAT(outcome.output, ElementsAre(wire(mqtt::Pingreq{})));
    EXPECT_THAT(outcome.opposite, ElementsAre(wire(publish())));
}

TEST(PacketReplayLater, NeedsOneMomentToDoIt) {
    EXPECT_THAT(mistakes_of("packet_replay_later", "{device: pump, match: {}}"),
                ElementsAre("a.yaml:1:1: error: packet_replay_later needs by or once"));
    EXPECT_THAT(mistakes_of("packet_replay_later", "{device: pump, match: {}, by: 1s, once: {}}"),
                ElementsAre("a.yaml:1:41: error: once cannot go with by"));
}

}  // namespace
}  // namespace breakwire::sim
