#include <gmock/gmock.h>

#include "sim/faults/fault_bench.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;

TEST(Rst, ResetsTheConnectionsOfEachDeviceOnce) {
    FaultBench bench;
    bench.install("rst", "[pump, valve]");
    EXPECT_THAT(bench.port.calls, ElementsAre("rst pump", "rst valve"));
    EXPECT_THAT(bench.story(),
                ElementsAre("begin rst: ", "hit rst: 4 connections", "end rst: 1 hit"));
}

TEST(Rst, LeavesLaterConnectionsAlone) {
    FaultBench bench;
    bench.install("rst", "{device: \"*\"}");
    EXPECT_FALSE(bench.segment(Direction::up).touched());
    EXPECT_THAT(bench.port.calls, ElementsAre("rst *"));
}

TEST(Rst, NeedsADevice) {
    EXPECT_THAT(mistakes_of("rst", "{}"),
                ElementsAre("a.yaml:1:1: error: rst: missing key 'device' (a device, a list of "
                            "them, or \"*\" for all)"));
    EXPECT_THAT(mistakes_of("rst", "{device: []}"),
                ElementsAre("a.yaml:1:10: error: device names nobody"));
}

TEST(Fin, EndsTheConnectionsOfEachDeviceInGoodOrder) {
    FaultBench bench;
    bench.install("fin", "pump");
    EXPECT_THAT(bench.port.calls, ElementsAre("fin pump"));
}

TEST(Fin, SuggestsTheKeyThatWasMeant) {
    EXPECT_THAT(mistakes_of("fin", "{device: pump, devise: valve}"),
                ElementsAre("a.yaml:1:16: error: unknown key 'devise'; did you mean 'device'?"));
}

TEST(HalfOpen, MakesTheDeviceVanish) {
    FaultBench bench;
    bench.install("half_open", "pump");
    EXPECT_THAT(bench.port.calls, ElementsAre("vanish pump"));
    EXPECT_THAT(bench.story(), ElementsAre("begin half_open: ", "hit half_open: 2 connections",
                                           "end half_open: 1 hit"));
}

TEST(HalfOpen, HasNoDirection) {
    EXPECT_THAT(mistakes_of("half_open", "{device: pump, direction: up}"),
                ElementsAre("a.yaml:1:16: error: unknown key 'direction'; known: device"));
}

TEST(HalfClose, EndsOneDirectionOfEachConnectionOnce) {
    FaultBench bench;
    bench.install("half_close", "pump");
    bench.install("half_close", "{device: [pump, valve], side: broker}");
    EXPECT_THAT(bench.port.calls, ElementsAre("half_close pump device", "half_close pump broker",
                                              "half_close valve broker"));
    EXPECT_FALSE(bench.segment(Direction::up).touched());
}

TEST(HalfClose, KnowsTwoSides) {
    EXPECT_THAT(mistakes_of("half_close", "{device: pump, side: left}"),
                ElementsAre("a.yaml:1:22: error: expected one of device | broker, got 'left'"));
}

TEST(SynDrop, LosesEverySynAndNothingElse) {
    FaultBench bench;
    bench.install("syn_drop", "pump");
    EXPECT_TRUE(bench.syn().dropped());
    EXPECT_TRUE(bench.syn().dropped());
    EXPECT_FALSE(bench.syn(Direction::down).dropped());
    EXPECT_FALSE(bench.octets(Direction::up, 0, 20).dropped());
}

TEST(SynDrop, LosesTheFirstOfEachAttemptOnly) {
    FaultBench bench;
    bench.install("syn_drop", "{device: pump, times: 2, direction: both}");
    EXPECT_TRUE(bench.syn().dropped());
    EXPECT_TRUE(bench.syn(Direction::down).dropped());
    EXPECT_FALSE(bench.syn().dropped());
    EXPECT_TRUE(bench.one_like(Direction::up, {"pump", 2, /*syn=*/true}).dropped());
}

TEST(SynDrop, CountsFromOne) {
    EXPECT_THAT(mistakes_of("syn_drop", "{device: pump, times: 0}"),
                ElementsAre("a.yaml:1:23: error: times counts from 1"));
}

TEST(ConnRefused, RejectsEverySynAndNothingElse) {
    FaultBench bench;
    bench.install("conn_refused", "pump");
    EXPECT_TRUE(bench.syn().rejected());
    EXPECT_FALSE(bench.syn(Direction::down).touched());
    EXPECT_FALSE(bench.octets(Direction::up, 0, 20).touched());
    EXPECT_THAT(bench.story(),
                ElementsAre("begin conn_refused: ", "hit conn_refused: pump, connection 1"));
}

TEST(ConnRefused, NeedsADevice) {
    EXPECT_THAT(mistakes_of("conn_refused", "{}"),
                ElementsAre("a.yaml:1:1: error: conn_refused: missing key 'device' (a device, a "
                            "list of them, or \"*\" for all)"));
}

TEST(AcceptDelay, HoldsEachSynForItsTime) {
    FaultBench bench;
    bench.install("accept_delay", "{device: pump, by: 3s}");
    bench.advance(1s);
    EXPECT_EQ(bench.syn().held_until(), Instant(4s));
    bench.advance(1s);
    EXPECT_EQ(bench.syn().held_until(), Instant(5s));
    EXPECT_FALSE(bench.syn(Direction::down).touched());
    EXPECT_FALSE(bench.octets(Direction::up, 0, 20).touched());
}

TEST(AcceptDelay, NeedsATime) {
    EXPECT_THAT(mistakes_of("accept_delay", "{device: pump, by: 0s}"),
                ElementsAre("a.yaml:1:20: error: by must be longer than nothing"));
}

TEST(ZeroWindow, StopsOneSideFromReadingUntilHealed) {
    FaultBench bench;
    const auto number = bench.install("zero_window", "[pump, valve]");
    bench.board.remove(bench.install("zero_window", "{device: lamp, side: broker}"));
    bench.board.remove(number);
    EXPECT_THAT(bench.port.calls,
                ElementsAre("stop pump device", "stop valve device", "stop lamp broker",
                            "resume lamp broker", "resume pump device", "resume valve device"));
}

TEST(ZeroWindow, KnowsTwoSides) {
    EXPECT_THAT(mistakes_of("zero_window", "{side: both, device: pump}"),
                ElementsAre("a.yaml:1:8: error: expected one of device | broker, got 'both'"));
}

TEST(ZeroWindow, HasHitOnceItsSideSaysSo) {
    FaultBench bench;
    bench.install("zero_window", "{device: pump, side: broker}");
    SegmentSeen closed{"pump", 1};
    closed.window_closed = true;
    bench.segment(Direction::down);
    bench.one_like(Direction::up, closed);
    EXPECT_THAT(bench.board.never_hit(), ElementsAre("zero_window (pump)"));
    bench.one_like(Direction::down, closed);
    EXPECT_TRUE(bench.board.never_hit().empty());
}

TEST(SlowClose, HoldsAFinForItsTimeAndNothingElse) {
    FaultBench bench;
    bench.install("slow_close", "{device: pump, by: 5s, direction: up}");
    const SegmentSeen fin{"pump", 1, false, /*fin=*/true};
    EXPECT_EQ(bench.one_like(Direction::up, fin).held_until(), Instant(5s));
    EXPECT_FALSE(bench.one_like(Direction::down, fin).touched());
    EXPECT_FALSE(bench.one_like(Direction::up, {"pump", 1, false, false, /*rst=*/true}).touched());
    EXPECT_FALSE(bench.octets(Direction::up, 0, 20).touched());
}

TEST(SlowClose, NeedsATime) {
    EXPECT_THAT(mistakes_of("slow_close", "{device: pump, by: 0s}"),
                ElementsAre("a.yaml:1:20: error: by must be longer than nothing"));
}

TEST(CutAtByte, CutsTheSegmentThatHoldsTheOctetAndOnlyOnce) {
    FaultBench bench;
    bench.install("cut_at_byte", "{device: pump, byte: 25, how: fin}");
    EXPECT_FALSE(bench.octets(Direction::up, 0, 20).cut());
    EXPECT_FALSE(bench.octets(Direction::down, 20, 20).cut());
    const auto segment = bench.octets(Direction::up, 20, 20);
    ASSERT_TRUE(segment.cut());
    EXPECT_EQ(segment.cut()->keep, 5U);
    EXPECT_EQ(segment.cut()->how, Ending::fin);
    EXPECT_FALSE(bench.octets(Direction::up, 20, 5).cut());
    EXPECT_FALSE(
        bench.one_like(Direction::up, {"pump", 2, false, false, false, false, 0, 50}).cut());
}

TEST(CutAtByte, CutsExactlyBehindTheLastOctetOfASegment) {
    FaultBench bench;
    bench.install("cut_at_byte", "{device: pump, byte: 20, direction: down}");
    EXPECT_EQ(bench.octets(Direction::down, 0, 20).cut().value_or(SegmentInFlight::Cut{}).keep,
              20U);
}

TEST(CutAtByte, CutsInThePlaceOfTheFirstOctet) {
    FaultBench bench;
    bench.install("cut_at_byte", "{device: pump, byte: 0, how: silent}");
    EXPECT_FALSE(bench.octets(Direction::up, 0, 0).cut());
    const auto segment = bench.octets(Direction::up, 0, 20);
    ASSERT_TRUE(segment.cut());
    EXPECT_EQ(segment.cut()->keep, 0U);
}

TEST(CutAtByte, LeavesAConnectionAloneThatIsFurther) {
    FaultBench bench;
    bench.install("cut_at_byte", "{device: pump, byte: 20, times: 2}");
    EXPECT_FALSE(bench.octets(Direction::up, 20, 20).cut());
    EXPECT_FALSE(bench.octets(Direction::up, 40, 20).cut());
    for (const ConnectionId connection : {2U, 3U, 4U}) {
        const SegmentSeen connect{"pump", connection, false, false, false, false, 0, 50};
        EXPECT_EQ(bench.one_like(Direction::up, connect).cut().has_value(), connection < 4)
            << connection;
    }
}

TEST(CutAtByte, KnowsWhatCannotBe) {
    EXPECT_THAT(mistakes_of("cut_at_byte", "{device: pump, byte: 1, times: 0}"),
                ElementsAre("a.yaml:1:32: error: times counts from 1"));
    EXPECT_THAT(mistakes_of("cut_at_byte", "{device: pump, byte: 1, direction: both}"),
                ElementsAre("a.yaml:1:36: error: expected one of up | down, got 'both'"));
}

using Starts = std::vector<std::size_t>;

TEST(Segment, CutsThePayloadIntoSizesCountedFromTheStartOfTheStream) {
    FaultBench bench;
    bench.install("segment", "{device: pump, sizes: [1B, 3B], gap: 10ms}");
    const auto first = bench.octets(Direction::up, 0, 6);
    ASSERT_TRUE(first.slices());
    EXPECT_EQ(first.slices()->starts, (Starts{0, 1, 4, 5}));
    EXPECT_EQ(first.slices()->gap, 10ms);
    const auto second = bench.octets(Direction::up, 6, 4);
    EXPECT_EQ(second.slices()->starts, (Starts{0, 2, 3}));
    // It waits until the four before it have gone, as do those after it.
    EXPECT_EQ(second.delay(), 40ms);
    EXPECT_EQ(bench.octets(Direction::up, 10, 1).delay(), 70ms);
}

TEST(Segment, KeepsToItsDirectionAndLeavesSmallerOnesWhole) {
    FaultBench bench;
    bench.install("segment", "{device: pump, sizes: 2B, direction: down}");
    EXPECT_FALSE(bench.octets(Direction::up, 0, 50).touched());
    EXPECT_FALSE(bench.octets(Direction::down, 0, 2).touched());
    EXPECT_FALSE(bench.syn(Direction::down).touched());
    EXPECT_TRUE(bench.octets(Direction::down, 1, 2).slices());
}

TEST(Segment, NeedsSizesAboveZero) {
    EXPECT_THAT(mistakes_of("segment", "{device: pump, sizes: []}"),
                ElementsAre("a.yaml:1:23: error: sizes has none"));
    EXPECT_THAT(mistakes_of("segment", "{device: pump, sizes: [1B, 0B]}"),
                ElementsAre("a.yaml:1:23: error: sizes must be above 0B each"));
}

}  // namespace
}  // namespace breakwire::sim
