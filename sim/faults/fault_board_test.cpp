#include "sim/faults/fault_board.hpp"

#include <gmock/gmock.h>

#include "sim/faults/fault_bench.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(FaultBoard, RecordsTheBeginEachHitAndTheEndOfAFault) {
    FaultBench bench;
    const auto number = bench.install("link_down", "pump");
    bench.segment(Direction::up);
    bench.board.remove(number);
    EXPECT_THAT(bench.story(), ElementsAre("begin link_down: ", "hit link_down: pump, connection 1",
                                           "end link_down: 1 hit"));
}

TEST(FaultBoard, RecordsSegmentsOncePerConnection) {
    FaultBench bench;
    bench.install("link_down", "\"*\"");
    for (int i = 0; i < 3; ++i) {
        bench.segment(Direction::up, "pump", 1);
        bench.segment(Direction::up, "valve", 2);
    }
    EXPECT_THAT(bench.story(), ElementsAre("begin link_down: ", "hit link_down: pump, connection 1",
                                           "hit link_down: valve, connection 2"));
}

TEST(FaultBoard, RecordsEveryPacketThatIsTouchedInWords) {
    FaultBench bench;
    bench.install("packet_drop", "{device: pump, match: {type: [publish, pingreq]}}");
    bench.packet(Direction::up, publish());
    bench.packet(Direction::up, mqtt::Puback{7});
    bench.packet(Direction::up, mqtt::Pingreq{}, 2);
    EXPECT_THAT(bench.story(),
                ElementsAre("begin packet_drop: ",
                            "hit packet_drop: PUBLISH q1 id 7 plant/1/level \"0.5\" (pump up, "
                            "connection 1, packet 1)",
                            "hit packet_drop: PINGREQ (pump up, connection 2, packet 3)"));
}

TEST(FaultBoard, EndsAMomentaryFaultAtOnce) {
    FaultBench bench;
    bench.install("rst", "pump");
    EXPECT_THAT(bench.story(),
                ElementsAre("begin rst: ", "hit rst: 2 connections", "end rst: 1 hit"));
    EXPECT_EQ(bench.board.heal("", ""), 0);
}

TEST(FaultBoard, LeavesOtherDevicesAlone) {
    FaultBench bench;
    bench.install("link_down", "[pump, valve]");
    EXPECT_TRUE(bench.segment(Direction::up, "valve").dropped());
    EXPECT_FALSE(bench.segment(Direction::up, "lamp").dropped());
}

TEST(FaultBoard, NamesTheFaultsThatNeverHit) {
    FaultBench bench;
    bench.port.connections = 0;
    bench.install("rst", "pump");
    bench.install("blackhole", "[pump, valve]");
    bench.install("link_down", "pump");
    bench.segment(Direction::up);
    EXPECT_THAT(bench.board.never_hit(), ElementsAre("rst (pump)", "link_down (pump)"));
}

TEST(FaultBoard, CountsHitsAndSparesFaultsThatNeedNotHit) {
    FaultBench bench;
    const auto number = bench.board.install(
        "packet_drop", make_fault("packet_drop", "{device: pump, match: {type: publish}}"), false);
    EXPECT_THAT(bench.board.never_hit(), IsEmpty());
    EXPECT_EQ(bench.board.hits_of(number), 0U);
    bench.packet(Direction::up, publish());
    bench.packet(Direction::down, publish());
    EXPECT_EQ(bench.board.hits_of(number), 2U);
    EXPECT_EQ(bench.board.hits_of(number + 1), 0U);
}

TEST(FaultBoard, DoesNotShowALaterFaultWhatAnEarlierOneDropped) {
    FaultBench bench;
    bench.install("packet_drop", "{device: pump, match: {type: publish}}");
    bench.install("packet_duplicate", "{device: pump, match: {type: publish}}");
    EXPECT_THAT(bench.packet(Direction::up, publish()).output, IsEmpty());
    EXPECT_THAT(bench.board.never_hit(), ElementsAre("packet_duplicate (pump)"));
}

TEST(FaultBoard, HealsByKindAndDevice) {
    FaultBench bench;
    bench.install("link_down", "pump");
    bench.install("link_down", "valve");
    bench.install("delay", "{device: pump, by: 1s}");
    EXPECT_EQ(bench.board.heal("link_down", "pump"), 1);
    EXPECT_FALSE(bench.segment(Direction::up, "pump").dropped());
    EXPECT_EQ(bench.segment(Direction::up, "pump").delay(), 1s);
    EXPECT_TRUE(bench.segment(Direction::up, "valve").dropped());
    EXPECT_EQ(bench.board.heal("", "pump"), 1);
    EXPECT_EQ(bench.board.heal("", ""), 1);
    EXPECT_FALSE(bench.segment(Direction::up, "valve").dropped());
}

TEST(FaultBoard, PassesOverANumberThatIsNotInForce) {
    FaultBench bench;
    const auto number = bench.install("link_down", "pump");
    bench.board.remove(number);
    bench.board.remove(number);
    bench.board.remove(99);
    EXPECT_EQ(bench.story().size(), 2U);
}

TEST(FaultBoard, WantsPacketsOnlyWhileAFaultOfTheDeviceDoes) {
    FaultBench bench;
    bench.install("link_down", "pump");
    EXPECT_FALSE(bench.board.sees_packets("pump"));
    const auto number = bench.install("packet_drop", "{device: pump, match: {}}");
    EXPECT_TRUE(bench.board.sees_packets("pump"));
    EXPECT_FALSE(bench.board.sees_packets("valve"));
    bench.board.remove(number);
    EXPECT_FALSE(bench.board.sees_packets("pump"));
}

TEST(FaultBoard, SharesItsNumbersWithTheBoardOfLies) {
    FaultBench bench;
    FaultBoard lies(bench.recorder, Luck(1), true);
    lies.attach(bench.port);
    EXPECT_EQ(bench.install("rst", "pump"), 1U);
    Mistakes mistakes;
    EXPECT_EQ(lies.install("rst", bench.kinds.make("rst", {}, flow("pump"), mistakes)), 2U);
    EXPECT_TRUE(bench.recorder.events().back().as<FaultEvent>()->lie);
    EXPECT_EQ(bench.install("rst", "pump"), 3U);
}

TEST(FaultBoard, LetsAHitInstallAnotherFault) {
    FaultBench bench;
    bench.recorder.listen([&](const Event& event) {
        const auto* fault = event.as<FaultEvent>();
        if (fault->kind == "delay" && fault->phase == Phase::hit) {
            bench.install("link_down", "pump");
        }
    });
    bench.install("delay", "{device: pump, by: 1s}");
    EXPECT_FALSE(bench.segment(Direction::up).dropped());
    EXPECT_TRUE(bench.segment(Direction::up).dropped());
}

TEST(FaultBoard, ForgetsWhatHasEndedOnceItIsToldTo) {
    FaultBench bench;
    bench.board.forget();
    bench.install("link_down", "valve");
    for (int i = 0; i < 100; ++i) bench.install("rst", "pump");
    EXPECT_EQ(bench.board.remembered(), 2U);
    EXPECT_TRUE(bench.segment(Direction::up, "valve").dropped());
}

TEST(FaultBoard, KeepsTheLuckOfADeviceApartFromItsNeighbours) {
    const auto draw = [](bool neighbour) {
        FaultBench bench(/*seed=*/7);
        bench.install("delay", "{device: \"*\", by: 1s, jitter: 1s}");
        std::vector<Duration> delays;
        for (int i = 0; i < 5; ++i) {
            if (neighbour) bench.segment(Direction::up, "valve", 2);
            bench.segment(Direction::down);
            delays.push_back(bench.segment(Direction::up).delay());
        }
        return delays;
    };
    EXPECT_EQ(draw(false), draw(true));
}

}  // namespace
}  // namespace breakwire::sim
