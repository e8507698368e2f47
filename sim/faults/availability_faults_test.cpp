#include <gmock/gmock.h>

#include <map>

#include "sim/faults/fault_bench.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::optional<Instant> at(Duration since_start) { return Instant(since_start); }

TEST(Hold, KeepsWhatPassesUntilItIsHealed) {
    FaultBench bench;
    const auto number = bench.install("hold", "pump");
    EXPECT_EQ(bench.segment(Direction::up).held_until(), Instant::max());
    EXPECT_EQ(bench.segment(Direction::down).held_until(), Instant::max());
    EXPECT_THAT(bench.port.releases, IsEmpty());
    bench.board.remove(number);
    EXPECT_THAT(bench.port.releases, ElementsAre("*"));
    EXPECT_FALSE(bench.segment(Direction::up).held_until());
    EXPECT_TRUE(bench.port.calls.empty());
}

TEST(Hold, LeavesTheOtherDirectionAlone) {
    FaultBench bench;
    bench.install("hold", "{device: pump, direction: down}");
    EXPECT_FALSE(bench.segment(Direction::up).touched());
    EXPECT_TRUE(bench.segment(Direction::down).held_until());
}

TEST(Hold, KnowsThreeDirections) {
    EXPECT_THAT(mistakes_of("hold", "{device: pump, direction: back}"),
                ElementsAre("a.yaml:1:27: error: expected one of both | up | down, got 'back'"));
}

TEST(Hold, ShowsALaterFaultOnlyWhatItHasLetGo) {
    FaultBench bench;
    const auto hold = bench.install("hold", "pump");
    bench.install("delay", "{device: pump, by: 1s}");
    SegmentInFlight segment = bench.segment(Direction::up);
    EXPECT_EQ(segment.delay(), 0s);
    bench.board.remove(hold);
    segment.let_go();
    bench.board.on_segment("pump", 1, segment);
    EXPECT_EQ(segment.delay(), 1s);
}

/// When a fault began or ceased to drop, by asking it every 10 ms.
std::vector<Duration> changes(FaultBench& bench, Duration until) {
    std::vector<Duration> found;
    bool dropping = false;
    for (Duration now{}; now < until; now += 10ms) {
        if (bench.segment(Direction::up).dropped() != dropping) found.push_back(now);
        dropping = bench.segment(Direction::up).dropped();
        bench.advance(10ms);
    }
    return found;
}

TEST(Flap, GoesDownAndUpByTurns) {
    FaultBench bench;
    bench.install("flap", "{device: pump, down_for: 2s, up_for: 3s}");
    EXPECT_THAT(changes(bench, 11s), ElementsAre(0s, 2s, 5s, 7s, 10s));
}

TEST(Flap, SpreadsEachSpellByLuckAndTheSameForBothDirections) {
    FaultBench bench(/*seed=*/3);
    bench.install("flap", "{device: pump, down_for: 2s, up_for: 3s, jitter: 1s}");
    const std::vector<Duration> found = changes(bench, 60s);
    ASSERT_GT(found.size(), 12U);
    std::map<Duration, int> lengths;
    for (std::size_t i = 1; i < found.size(); ++i) {
        const Duration length = found[i] - found[i - 1];
        ++lengths[length];
        EXPECT_GE(length, i % 2 == 1 ? 1s : 2s);
        EXPECT_LE(length, (i % 2 == 1 ? 3s : 4s) + 10ms);
    }
    EXPECT_GT(lengths.size(), 6U);
    for (int i = 0; i < 500; ++i) {
        EXPECT_EQ(bench.segment(Direction::up).dropped(), bench.segment(Direction::down).dropped());
        bench.advance(10ms);
    }
}

TEST(Flap, KnowsWhatCannotBe) {
    EXPECT_THAT(mistakes_of("flap", "{device: pump, down_for: 0s, up_for: 1s}"),
                ElementsAre("a.yaml:1:26: error: down_for must be longer than nothing"));
    EXPECT_THAT(mistakes_of("flap", "{device: pump, down_for: 1s, up_for: 0s}"),
                ElementsAre("a.yaml:1:38: error: up_for must be longer than nothing"));
    EXPECT_THAT(mistakes_of("flap", "{device: pump, down_for: 1s, up_for: 2s, jitter: 1s}"),
                ElementsAre("a.yaml:1:50: error: jitter must be less than down_for and up_for"));
}

TEST(Clog, HoldsOneDirectionForAWhile) {
    FaultBench bench;
    bench.advance(1s);
    bench.install("clog", "{device: pump, direction: down, lasts: 2s}");
    EXPECT_FALSE(bench.segment(Direction::up).touched());
    EXPECT_EQ(bench.segment(Direction::down).held_until(), at(3s));
    bench.advance(1500ms);
    EXPECT_EQ(bench.segment(Direction::down).held_until(), at(3s));
    bench.advance(500ms);
    EXPECT_FALSE(bench.segment(Direction::down).held_until());
}

TEST(Clog, ComesBackAtItsInterval) {
    FaultBench bench;
    bench.install("clog", "{device: pump, direction: up, lasts: 2s, every: 10s}");
    bench.advance(5s);
    EXPECT_FALSE(bench.segment(Direction::up).held_until());
    bench.advance(6s);
    EXPECT_EQ(bench.segment(Direction::up).held_until(), at(12s));
    bench.advance(10s);
    EXPECT_EQ(bench.segment(Direction::up).held_until(), at(22s));
}

TEST(Clog, LastsLongerOrShorterByLuck) {
    FaultBench bench;
    bench.install("clog", "{device: pump, direction: up, lasts: 5s, jitter: 4s, every: 10s}");
    std::map<Duration, int> lengths;
    for (Duration start{}; start < 200s; start += 10s) {
        const Duration lasts = *bench.segment(Direction::up).held_until() - Instant(start);
        EXPECT_GE(lasts, 1s);
        EXPECT_LE(lasts, 9s);
        ++lengths[lasts];
        bench.advance(10s);
    }
    EXPECT_GT(lengths.size(), 15U);
}

TEST(Clog, KnowsWhatCannotBe) {
    EXPECT_THAT(mistakes_of("clog", "{device: pump, lasts: 1s}"),
                ElementsAre("a.yaml:1:1: error: clog: missing key 'direction' (up is from the "
                            "device to the broker, down the way back)"));
    EXPECT_THAT(mistakes_of("clog", "{device: pump, direction: both, lasts: 1s}"),
                ElementsAre("a.yaml:1:27: error: expected one of up | down, got 'both'"));
    EXPECT_THAT(mistakes_of("clog", "{device: pump, direction: up, lasts: 2s, every: 1s}"),
                ElementsAre("a.yaml:1:49: error: every is shorter than one clog may last"));
    EXPECT_THAT(mistakes_of("clog", "{device: pump, direction: up, lasts: 2s, jitter: 3s}"),
                ElementsAre("a.yaml:1:50: error: jitter is larger than lasts"));
    EXPECT_THAT(mistakes_of("clog", "{device: pump, direction: up, lasts: 0s}"),
                ElementsAre("a.yaml:1:38: error: lasts must be longer than nothing"));
}

/// From when until when each of `devices` is held, in seconds.
std::map<std::string, std::pair<int, int>> clogged(FaultBench& bench,
                                                   const std::vector<std::string>& devices) {
    std::map<std::string, std::pair<int, int>> found;
    for (int second = 0; second < 20; ++second) {
        for (const std::string& device : devices) {
            if (!bench.segment(Direction::up, device).held_until()) continue;
            EXPECT_TRUE(bench.segment(Direction::down, device).held_until());
            const auto known = found.try_emplace(device, second, second).first;
            known->second.second = second + 1;
        }
        bench.advance(1s);
    }
    return found;
}

TEST(SwizzleClog, ClogsOneAfterAnotherAndUnclogsInAnotherOrder) {
    const std::vector<std::string> devices{"p1", "p2", "p3", "p4"};
    FaultBench bench(/*seed=*/2);
    bench.install("swizzle_clog", "{devices: [p1, p2, p3, p4], gap: 2s, share: 100}");
    std::map<int, std::string> begins;
    std::map<int, std::string> ends;
    for (const auto& [device, spell] : clogged(bench, devices)) {
        begins[spell.first] = device;
        ends[spell.second] = device;
    }
    // Four of them, two seconds between one and the next, and two more before the way back.
    std::vector<int> times;
    std::vector<std::string> there;
    std::vector<std::string> back;
    for (const auto& [second, device] : begins) times.push_back(second), there.push_back(device);
    for (const auto& [second, device] : ends) times.push_back(second), back.push_back(device);
    EXPECT_THAT(times, ElementsAre(0, 2, 4, 6, 8, 10, 12, 14));
    EXPECT_NE(there, back);
    EXPECT_NE(there, devices);
}

TEST(SwizzleClog, TakesItsShareOfTheGroupAndAtLeastOne) {
    const std::vector<std::string> devices{"p1", "p2", "p3", "p4"};
    FaultBench half;
    half.install("swizzle_clog", "[p1, p2, p3, p4]");
    EXPECT_EQ(clogged(half, devices).size(), 2U);
    FaultBench least;
    least.install("swizzle_clog", "{devices: [p1, p2, p3, p4], share: 1}");
    EXPECT_EQ(clogged(least, devices).size(), 1U);
}

TEST(SwizzleClog, KnowsWhatCannotBe) {
    EXPECT_THAT(mistakes_of("swizzle_clog", "{devices: \"*\"}"),
                ElementsAre("a.yaml:1:11: error: devices needs names, \"*\" has none"));
    EXPECT_THAT(mistakes_of("swizzle_clog", "{devices: a, share: 101, gap: 0s}"),
                ElementsAre("a.yaml:1:31: error: gap must be longer than nothing",
                            "a.yaml:1:21: error: share must be above 0 and at most 100"));
}

TEST(NatTimeout, ForgetsAConnectionThatIsIdle) {
    FaultBench bench;
    bench.install("nat_timeout", "{device: pump, idle: 5m}");
    bench.advance(4min);
    EXPECT_FALSE(bench.segment(Direction::up).dropped());
    bench.advance(4min);
    EXPECT_FALSE(bench.segment(Direction::down).dropped());
    bench.advance(5min);
    EXPECT_TRUE(bench.segment(Direction::up).dropped());
    EXPECT_TRUE(bench.segment(Direction::down).dropped());
    EXPECT_TRUE(bench.segment(Direction::up).dropped());
}

TEST(NatTimeout, KnowsANewConnectionAndForgetsEachByItself) {
    FaultBench bench;
    bench.install("nat_timeout", "{device: pump, idle: 5m}");
    bench.advance(6min);
    EXPECT_FALSE(bench.one_like(Direction::up, {"pump", 2, /*syn=*/true}).dropped());
    EXPECT_FALSE(bench.segment(Direction::up, "pump", 2).dropped());
    EXPECT_TRUE(bench.segment(Direction::up, "pump", 1).dropped());
}

TEST(NatTimeout, AnswersWithRstIfToldToButNeverAnRst) {
    FaultBench bench;
    bench.install("nat_timeout", "{device: pump, idle: 5m, answers: rst}");
    bench.advance(6min);
    EXPECT_TRUE(bench.segment(Direction::down).rejected());
    EXPECT_TRUE(bench.segment(Direction::up).rejected());
    const SegmentSeen rst{"pump", 1, false, false, /*rst=*/true};
    EXPECT_TRUE(bench.one_like(Direction::up, rst).dropped());
    EXPECT_FALSE(bench.one_like(Direction::up, rst).rejected());
}

TEST(NatTimeout, KnowsWhatCannotBe) {
    EXPECT_THAT(mistakes_of("nat_timeout", "{device: pump, idle: 0s}"),
                ElementsAre("a.yaml:1:22: error: idle must be longer than nothing"));
    EXPECT_THAT(mistakes_of("nat_timeout", "{device: pump, idle: 1m, answers: politely}"),
                ElementsAre("a.yaml:1:35: error: expected one of nothing | rst, got 'politely'"));
}

TEST(AddressChange, MovesTheDeviceOnce) {
    FaultBench bench;
    bench.install("address_change", "pump");
    bench.install("address_change", "{device: pump, address: 127.64.9.1, noticed: false}");
    EXPECT_THAT(bench.port.calls,
                ElementsAre("move pump to '', noticed", "move pump to '127.64.9.1'"));
    EXPECT_FALSE(bench.segment(Direction::up).touched());
}

TEST(AddressChange, KnowsAnAddress) {
    for (const char* wrong : {"10.0.0.1", "127.0.0", "127.0.0.256", "127.0.0.1.1", "here"}) {
        EXPECT_THAT(
            mistakes_of("address_change", std::string("{device: pump, address: ") + wrong + "}"),
            ElementsAre("a.yaml:1:25: error: address must be one of 127.0.0.0/8, as "
                        "127.64.9.1"))
            << wrong;
    }
    EXPECT_THAT(mistakes_of("address_change", "{device: [a, b], address: 127.0.0.9}"),
                ElementsAre("a.yaml:1:27: error: address is for one device"));
}

TEST(RadioSleep, ListensAtFixedTimesInEdrx) {
    FaultBench bench;
    bench.install("radio_sleep", "{device: pump, mode: edrx, cycle: 20s, window: 2s}");
    bench.advance(1s);
    EXPECT_FALSE(bench.segment(Direction::down).held_until());
    bench.advance(4s);
    EXPECT_EQ(bench.segment(Direction::down).held_until(), at(20s));
    bench.advance(16s);
    EXPECT_FALSE(bench.segment(Direction::down).held_until());
    bench.advance(2s);
    EXPECT_EQ(bench.segment(Direction::down).held_until(), at(40s));
}

TEST(RadioSleep, ReportsACycleAfterItWasLastActiveInPsm) {
    FaultBench bench;
    bench.install("radio_sleep", "{device: pump, mode: psm, cycle: 1h, window: 10s}");
    bench.advance(10min);
    EXPECT_EQ(bench.segment(Direction::down).held_until(), at(1h));
    EXPECT_FALSE(bench.segment(Direction::up).held_until());
    bench.advance(9s);
    EXPECT_FALSE(bench.segment(Direction::down).held_until());
    bench.advance(20s);
    EXPECT_EQ(bench.segment(Direction::down).held_until(), at(1h + 10min + 9s));
}

TEST(RadioSleep, IsWokenByWhatItSends) {
    FaultBench bench;
    bench.install("radio_sleep", "{device: \"*\", mode: psm, cycle: 1h, window: 10s}");
    bench.advance(1min);
    EXPECT_TRUE(bench.segment(Direction::down, "pump").held_until());
    EXPECT_TRUE(bench.segment(Direction::down, "valve").held_until());
    bench.segment(Direction::up, "pump");
    EXPECT_THAT(bench.port.releases, ElementsAre("pump"));
    EXPECT_FALSE(bench.segment(Direction::down, "pump").held_until());
    EXPECT_TRUE(bench.segment(Direction::down, "valve").held_until());
}

TEST(RadioSleep, KnowsWhatCannotBe) {
    EXPECT_THAT(mistakes_of("radio_sleep", "{device: pump, mode: psm, cycle: 1s, window: 1s}"),
                ElementsAre("a.yaml:1:46: error: window must be shorter than cycle"));
    EXPECT_THAT(mistakes_of("radio_sleep", "{device: pump, mode: nap, cycle: 1s, window: 0s}"),
                ElementsAre("a.yaml:1:22: error: expected one of psm | edrx, got 'nap'"));
    EXPECT_THAT(mistakes_of("radio_sleep", "{device: pump, mode: psm, cycle: 1s, window: 0s}"),
                ElementsAre("a.yaml:1:46: error: window must be longer than nothing"));
}

TEST(DutyCycle, LetsTheDeviceSendAtTheStartOfEachPeriod) {
    FaultBench bench;
    bench.install("duty_cycle", "{device: pump, percent: 10, period: 1m}");
    EXPECT_FALSE(bench.segment(Direction::up).held_until());
    bench.advance(6s);
    EXPECT_EQ(bench.segment(Direction::up).held_until(), at(1min));
    EXPECT_FALSE(bench.segment(Direction::down).touched());
    bench.advance(56s);
    EXPECT_FALSE(bench.segment(Direction::up).held_until());
}

TEST(DutyCycle, KeepsSilentAfterEachSegmentForAsLongAsItsAirTimeAsks) {
    FaultBench bench;
    // The bench's 100 octets are a second on air, so at 1 % there is one in 100 s.
    bench.install("duty_cycle", "{device: pump, percent: 1, rate: 800bit/s}");
    EXPECT_FALSE(bench.segment(Direction::up).held_until());
    EXPECT_EQ(bench.segment(Direction::up).held_until(), at(100s));
    EXPECT_EQ(bench.segment(Direction::up).held_until(), at(200s));
    EXPECT_FALSE(bench.segment(Direction::up, "valve").touched());
    bench.advance(301s);
    EXPECT_FALSE(bench.segment(Direction::up).held_until());
}

TEST(DutyCycle, KnowsWhatCannotBe) {
    EXPECT_THAT(mistakes_of("duty_cycle", "{device: pump, percent: 0, period: 1s}"),
                ElementsAre("a.yaml:1:25: error: percent must be above 0 and below 100"));
    EXPECT_THAT(mistakes_of("duty_cycle", "{device: pump, percent: 1}"),
                ElementsAre("a.yaml:1:25: error: percent needs a period or a rate to be a share "
                            "of"));
    EXPECT_THAT(mistakes_of("duty_cycle", "{device: pump, percent: 1, period: 0s}"),
                ElementsAre("a.yaml:1:36: error: period must be longer than nothing"));
    EXPECT_THAT(mistakes_of("duty_cycle", "{device: pump, percent: 1, period: 1s, rate: 1kbit/s}"),
                ElementsAre("a.yaml:1:46: error: rate cannot go with period"));
}

}  // namespace
}  // namespace breakwire::sim
