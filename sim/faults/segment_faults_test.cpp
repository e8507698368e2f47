#include <gmock/gmock.h>

#include <cmath>

#include "sim/faults/fault_bench.hpp"

/// The faults that act on segments by luck or by size.
namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr int trial_count = 4000;

/// The share of `trial_count` segments of which `holds` is true.
template <class Holds>
double share_of(FaultBench& bench, Direction direction, Holds holds,
                const std::string& device = "pump") {
    int count = 0;
    for (int i = 0; i < trial_count; ++i) count += holds(bench.segment(direction, device)) ? 1 : 0;
    return static_cast<double>(count) / trial_count;
}

/// Five deviations of a share of `trial_count`: missed with a chance of 6e-7.
double five_of_trials(double p) { return 5 * std::sqrt(p * (1 - p) / trial_count); }

bool is_lost(const SegmentInFlight& segment) { return segment.lost(); }
bool is_twice(const SegmentInFlight& segment) { return segment.copies() == 2; }

/// A kind that happens to a share of the segments, and how one sees it.
struct ByChance {
    std::string kind;
    std::string typed;
    bool (*seen)(const SegmentInFlight&);
};
class ChanceFaults : public ::testing::TestWithParam<ByChance> {
protected:
    void install(const std::string& more = "") {
        bench.install(GetParam().kind, "{device: pump, " + GetParam().typed + more + "}");
    }
    double share(Direction direction, const std::string& device = "pump") {
        return share_of(bench, direction, GetParam().seen, device);
    }
    FaultBench bench{/*seed=*/7};
};

TEST_P(ChanceFaults, HitTheShareGivenInBothDirections) {
    install();
    EXPECT_NEAR(share(Direction::up), 0.2, five_of_trials(0.2));
    EXPECT_NEAR(share(Direction::down), 0.2, five_of_trials(0.2));
    EXPECT_THAT(bench.story(), ElementsAre(HasSubstr("begin " + GetParam().kind),
                                           HasSubstr("hit " + GetParam().kind)));
}

TEST_P(ChanceFaults, LeaveTheOtherDirectionAndOtherDevicesAlone) {
    install(", direction: down");
    EXPECT_EQ(share(Direction::up), 0);
    EXPECT_NEAR(share(Direction::down), 0.2, five_of_trials(0.2));
    EXPECT_EQ(share(Direction::down, "valve"), 0);
}

TEST_P(ChanceFaults, StopWhenHealed) {
    install();
    bench.board.remove_all();
    EXPECT_EQ(share(Direction::up), 0);
}

TEST_P(ChanceFaults, NeedADevice) {
    EXPECT_THAT(
        mistakes_of(GetParam().kind, "{" + GetParam().typed + "}"),
        ElementsAre(HasSubstr("a.yaml:1:1: error: " + GetParam().kind + ": missing key 'device'")));
}

/// The fates of the pump's first segments up, with valves that send in between or without.
std::vector<bool> fates(const ByChance& kind, bool with_others) {
    FaultBench bench(/*seed=*/7);
    bench.install(kind.kind, "{device: \"*\", " + kind.typed + "}");
    std::vector<bool> out;
    for (int i = 0; i < 200; ++i) {
        if (with_others) bench.segment(Direction::up, "valve", 2);
        out.push_back(kind.seen(bench.segment(Direction::up)));
        if (with_others) bench.segment(Direction::down);
    }
    return out;
}

TEST_P(ChanceFaults, DrawTheSameWhateverOthersSend) {
    EXPECT_EQ(fates(GetParam(), true), fates(GetParam(), false));
}

INSTANTIATE_TEST_SUITE_P(Kinds, ChanceFaults,
                         ::testing::Values(ByChance{"loss", "bernoulli: 20%", is_lost},
                                           ByChance{"corrupt", "percent: 20%", is_lost},
                                           ByChance{"duplicate", "percent: 20%", is_twice},
                                           // A spell that never ends is a loss like any other.
                                           ByChance{"bad_state", "every: 10s, for: 10s, loss: 20%",
                                                    is_lost}),
                         [](const auto& kind) { return kind.param.kind; });

TEST(Corrupt, IsALossToTheSimulatedTcpWhoeverCatchesIt) {
    for (const std::string_view caught_by : {"frame", "tcp"}) {
        FaultBench bench;
        bench.install("corrupt",
                      "{device: pump, percent: 100%, caught_by: " + std::string(caught_by) + '}');
        SegmentInFlight segment = bench.segment(Direction::up);
        EXPECT_TRUE(segment.lost());
        EXPECT_EQ(segment.take_damage().has_value(), caught_by == "tcp");
        EXPECT_EQ(segment.lost(), caught_by == "frame");
    }
}

TEST(Loss, LosesInBurstsApartForEachDeviceAndDirection) {
    FaultBench bench;
    bench.install("loss", "{device: \"*\", pattern: {cycle: xx, repeat: false}}");
    for (const std::string device : {"pump", "valve"}) {
        for (const Direction direction : {Direction::up, Direction::down}) {
            EXPECT_TRUE(bench.segment(direction, device).lost());
            EXPECT_TRUE(bench.segment(direction, device).lost());
            EXPECT_FALSE(bench.segment(direction, device).lost());
        }
    }
}

TEST(Loss, LeavesItsPlaceOnTheLinkTaken) {
    FaultBench bench;
    bench.install("loss", "{device: pump, bernoulli: 100%}");
    bench.install("rate", "{device: pump, limit: 9600bit/s}");
    const SegmentInFlight segment = bench.segment(Direction::up);
    EXPECT_FALSE(segment.dropped());
    EXPECT_EQ(segment.rate(), DataRate{9600});
}

TEST(Loss, NeedsOneModel) {
    EXPECT_THAT(mistakes_of("loss", "{device: pump}"),
                ElementsAre("a.yaml:1:1: error: bernoulli or another model is missing"));
    EXPECT_THAT(mistakes_of("loss", "{device: pump, bernoulli: 5}"),
                ElementsAre("a.yaml:1:27: error: expected a percentage from 0% to 100%, such as 5% "
                            "or 0.1%, got '5'"));
}

TEST(Jitter, SpreadsTheDelayOfTheLinkBothWays) {
    FaultBench bench(/*seed=*/7);
    bench.install("jitter", "{device: pump, spread: 20ms}");
    Duration least = 1h;
    Duration most = -1h;
    for (int i = 0; i < 200; ++i) {
        const Duration delay = bench.segment(Direction::down).delay();
        least = std::min(least, delay);
        most = std::max(most, delay);
    }
    // 200 draws all miss the outer tenth of one side with a chance of 0.95^200, about 4e-5.
    EXPECT_GE(least, -20ms);
    EXPECT_LT(least, -18ms);
    EXPECT_GT(most, 18ms);
    EXPECT_LE(most, 20ms);
}

TEST(Jitter, TakesDistributionsAndKeepsToItsDirection) {
    FaultBench bench;
    bench.install("jitter", "{device: pump, direction: up, spread: {table: [70ms]}}");
    EXPECT_EQ(bench.segment(Direction::up).delay(), 70ms);
    EXPECT_EQ(bench.segment(Direction::down).delay(), 0ms);
}

TEST(Jitter, NeedsASpread) {
    EXPECT_THAT(mistakes_of("jitter", "{device: pump}"),
                ElementsAre(HasSubstr("a.yaml:1:1: error: jitter: missing key 'spread'")));
}

TEST(Delay, TakesDistributionsAndNeverTurnsNegative) {
    FaultBench bench;
    bench.install("delay", "{device: pump, by: 10ms, jitter: {table: [5ms]}}");
    EXPECT_EQ(bench.segment(Direction::up).delay(), 15ms);
    bench.board.remove_all();
    bench.install("delay", "{device: pump, by: 1ms, jitter: {dist: normal, by: 1s}}");
    for (int i = 0; i < 50; ++i) EXPECT_GE(bench.segment(Direction::up).delay(), 0ms);
}

/// Whether a segment of 100 octets is dropped that finds `ahead` before it.
bool dropped_behind(FaultBench& bench, Direction direction, QueueLoad ahead) {
    SegmentInFlight segment(direction, 100, bench.port.time.now(), {.device = "pump"});
    segment.finds(ahead);
    bench.board.on_segment("pump", 1, segment);
    return segment.dropped();
}

TEST(QueueLimit, DropsWhatFindsTooManyPacketsAndHitsNothingElse) {
    FaultBench bench;
    bench.install("queue_limit", "{device: pump, packets: 3, direction: up}");
    EXPECT_FALSE(dropped_behind(bench, Direction::up, {200, 2}));
    EXPECT_FALSE(dropped_behind(bench, Direction::down, {300, 3}));
    EXPECT_THAT(bench.board.never_hit(), ElementsAre("queue_limit (pump)"));
    EXPECT_TRUE(dropped_behind(bench, Direction::up, {300, 3}));
    EXPECT_THAT(bench.board.never_hit(), ElementsAre());
}

TEST(QueueLimit, DropsWhatFindsTooManyBytesUnlessItNeedNotWait) {
    FaultBench bench;
    bench.install("queue_limit", "{device: pump, bytes: 250B}");
    EXPECT_FALSE(dropped_behind(bench, Direction::down, {150, 1}));
    EXPECT_TRUE(dropped_behind(bench, Direction::down, {151, 1}));
    bench.install("queue_limit", "{device: pump, bytes: 1B}");
    EXPECT_FALSE(dropped_behind(bench, Direction::up, {0, 0}));
    EXPECT_TRUE(dropped_behind(bench, Direction::up, {1, 1}));
}

TEST(QueueLimit, NeedsALimit) {
    EXPECT_THAT(mistakes_of("queue_limit", "{device: pump}"),
                ElementsAre("a.yaml:1:1: error: bytes or packets is missing"));
    EXPECT_THAT(mistakes_of("queue_limit", "{device: pump, packets: 0}"),
                ElementsAre("a.yaml:1:25: error: packets has to be at least 1"));
}

TEST(BadState, IsBadInBothDirectionsAtOnce) {
    FaultBench bench;
    bench.install("bad_state", "{device: pump, every: 10s, for: 2s, delay: 50ms}");
    int bad = 0;
    for (int step = 0; step < 1000; ++step) {
        bench.port.time.advance_to(Instant(step * 100ms));
        const Duration up = bench.segment(Direction::up).delay();
        EXPECT_EQ(up, bench.segment(Direction::down).delay());
        bad += up == 50ms ? 1 : 0;
    }
    EXPECT_EQ(bad, 200);  // 2 s of each 10, in steps of 100 ms
}

TEST(BadState, ChecksItsSpells) {
    EXPECT_THAT(mistakes_of("bad_state", "{device: pump, every: 1s, for: 2s, loss: 5%}"),
                ElementsAre("a.yaml:1:32: error: for is longer than every"));
}

TEST(Reorder, LetsEveryGapthSegmentOvertakeWhereThereIsADelay) {
    FaultBench bench;
    bench.install("delay", "{device: pump, by: 20ms}");
    bench.install("reorder", "{device: pump, percent: 100%, gap: 3}");
    std::vector<bool> overtakes;
    for (int i = 0; i < 7; ++i) overtakes.push_back(bench.segment(Direction::up).overtakes());
    EXPECT_EQ(overtakes, (std::vector<bool>{false, false, true, false, false, true, false}));
}

TEST(Reorder, ChoosesTheShareGiven) {
    FaultBench bench(/*seed=*/7);
    bench.install("delay", "{device: pump, by: 20ms}");
    bench.install("reorder", "{device: pump, percent: 25%, direction: down}");
    const auto overtakes = [](const SegmentInFlight& segment) { return segment.overtakes(); };
    EXPECT_NEAR(share_of(bench, Direction::down, overtakes), 0.25, five_of_trials(0.25));
    EXPECT_EQ(share_of(bench, Direction::up, overtakes), 0);
}

TEST(Reorder, HitsNothingWhereThereIsNoDelay) {
    FaultBench bench;
    bench.install("reorder", "{device: pump, percent: 100%}");
    EXPECT_FALSE(bench.segment(Direction::up).overtakes());
    EXPECT_THAT(bench.board.never_hit(), ElementsAre("reorder (pump)"));
}

TEST(Reorder, NeedsAShareAndAGapAboveZero) {
    EXPECT_THAT(mistakes_of("reorder", "{device: pump}"),
                ElementsAre(HasSubstr("reorder: missing key 'percent'")));
    EXPECT_THAT(mistakes_of("reorder", "{device: pump, percent: 5%, gap: 0}"),
                ElementsAre("a.yaml:1:34: error: gap has to be at least 1"));
}

TEST(Mtu, BoundsTheSizeAndHitsOnlyWhatItCuts) {
    FaultBench bench;
    bench.install("mtu", "{device: pump, limit: 100B}");
    EXPECT_EQ(bench.segment(Direction::up).size(), 100U);  // which is all it has
    EXPECT_THAT(bench.board.never_hit(), ElementsAre("mtu (pump)"));
    bench.install("mtu", "{device: pump, limit: 80B, direction: up}");
    EXPECT_EQ(bench.segment(Direction::up).size(), 80U);
    EXPECT_EQ(bench.segment(Direction::down).size(), 100U);
}

TEST(Mtu, IsNoLessThanAnyLinkCarries) {
    EXPECT_THAT(mistakes_of("mtu", "{device: pump, limit: 67B}"),
                ElementsAre("a.yaml:1:23: error: limit is less than IPv4's least, 68B"));
}

}  // namespace
}  // namespace breakwire::sim
