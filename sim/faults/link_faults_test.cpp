#include <gmock/gmock.h>

#include "sim/faults/fault_bench.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;

/// Three kinds that differ in what they are called, not in what they do to a segment.
struct Outage {
    std::string kind;
    std::string devices;
};
class Outages : public ::testing::TestWithParam<Outage> {
protected:
    std::uint64_t install(const std::string& more = "") {
        return bench.install(GetParam().kind, "{" + GetParam().devices + ": pump" + more + "}");
    }
    FaultBench bench;
};

TEST_P(Outages, LoseEverySegmentUntilHealed) {
    const auto number = install();
    EXPECT_TRUE(bench.segment(Direction::up).dropped());
    EXPECT_TRUE(bench.segment(Direction::down).dropped());
    bench.board.remove(number);
    EXPECT_FALSE(bench.segment(Direction::up).dropped());
    EXPECT_FALSE(bench.segment(Direction::down).dropped());
}

TEST_P(Outages, CloseNothingWhenTheyBeginOrHeal) {
    bench.board.remove(install());
    EXPECT_TRUE(bench.port.calls.empty());
}

TEST_P(Outages, LeaveTheOtherDirectionAlone) {
    bench.board.remove(install(", direction: up"));
    install(", direction: down");
    EXPECT_FALSE(bench.segment(Direction::up).dropped());
    EXPECT_TRUE(bench.segment(Direction::down).dropped());
}

TEST_P(Outages, KnowThreeDirections) {
    EXPECT_THAT(
        mistakes_of(GetParam().kind, "{direction: sideways, " + GetParam().devices + ": pump}"),
        ElementsAre("a.yaml:1:13: error: expected one of both | up | down, got 'sideways'"));
}

INSTANTIATE_TEST_SUITE_P(Kinds, Outages,
                         ::testing::Values(Outage{"link_down", "device"},
                                           Outage{"partition", "devices"},
                                           Outage{"blackhole", "device"}),
                         [](const auto& kind) { return kind.param.kind; });

TEST(Partition, CutsOffAGroupAndHealsItAsOne) {
    FaultBench bench;
    const auto number = bench.install("partition", "[pump, valve]");
    EXPECT_TRUE(bench.segment(Direction::up, "pump").dropped());
    EXPECT_TRUE(bench.segment(Direction::up, "valve").dropped());
    EXPECT_FALSE(bench.segment(Direction::up, "lamp").dropped());
    bench.board.remove(number);
    EXPECT_FALSE(bench.segment(Direction::up, "valve").dropped());
}

TEST(Partition, NeedsSomebodyOnTheFarSide) {
    EXPECT_THAT(mistakes_of("partition", "{devices: []}"),
                ElementsAre("a.yaml:1:11: error: devices names nobody"));
}

TEST(Delay, KeepsEverySegmentWithinJitterOfTheDelay) {
    FaultBench bench(/*seed=*/7);
    bench.install("delay", "{device: pump, by: 100ms, jitter: 20ms}");
    Duration least = 1h;
    Duration most{};
    for (int i = 0; i < 200; ++i) {
        const Duration delay = bench.segment(Direction::up).delay();
        least = std::min(least, delay);
        most = std::max(most, delay);
    }
    // 200 draws all miss the outer tenth of one side with a chance of 0.95^200, about 4e-5.
    EXPECT_GE(least, 80ms);
    EXPECT_LT(least, 82ms);
    EXPECT_GT(most, 118ms);
    EXPECT_LE(most, 120ms);
}

TEST(Delay, AddsToAnotherOneAndKeepsToItsDirection) {
    FaultBench bench;
    bench.install("delay", "{device: pump, by: 100ms}");
    bench.install("delay", "{device: pump, by: 50ms, direction: down}");
    EXPECT_EQ(bench.segment(Direction::up).delay(), 100ms);
    EXPECT_EQ(bench.segment(Direction::down).delay(), 150ms);
}

TEST(Delay, RefusesMoreJitterThanDelay) {
    EXPECT_THAT(mistakes_of("delay", "{device: pump, by: 1ms, jitter: 2ms}"),
                ElementsAre("a.yaml:1:33: error: jitter is larger than by"));
    EXPECT_THAT(mistakes_of("delay", "{device: pump, by: 20}"),
                ElementsAre("a.yaml:1:20: error: expected a duration with its unit, such as 20ms, "
                            "1.5s or 1h, got '20'"));
}

TEST(Rate, LimitsEachSegmentToTheSlowestOfAll) {
    FaultBench bench;
    bench.install("rate", "{device: pump, limit: 9600bit/s}");
    bench.install("rate", "{device: pump, limit: 1Mbit/s, direction: up}");
    EXPECT_EQ(bench.segment(Direction::up).rate(), DataRate{9600});
    EXPECT_EQ(bench.segment(Direction::down).rate(), DataRate{9600});
}

TEST(Rate, HitsNothingWhereItIsSlowerAlready) {
    FaultBench bench;
    bench.install("rate", "{device: pump, limit: 9600bit/s}");
    bench.install("rate", "{device: pump, limit: 1Mbit/s}");
    bench.segment(Direction::up);
    EXPECT_THAT(bench.board.never_hit(), ElementsAre("rate (pump)"));
}

TEST(Rate, KeepsToItsDirection) {
    FaultBench bench;
    bench.install("rate", "{device: pump, limit: 9600bit/s, direction: down}");
    EXPECT_EQ(bench.segment(Direction::up).rate(), std::nullopt);
    EXPECT_EQ(bench.segment(Direction::down).rate(), DataRate{9600});
}

TEST(Rate, NeedsALimitAboveZero) {
    EXPECT_THAT(mistakes_of("rate", "{device: pump, limit: 0bit/s}"),
                ElementsAre("a.yaml:1:23: error: expected a data rate above zero, such as "
                            "250kbit/s or 1Mbit/s, got '0bit/s'"));
}

}  // namespace
}  // namespace breakwire::sim
