#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "sim/net/network_bench.hpp"

/// The virtual TCP over links that lose, repeat, reorder, damage and cut: what is sent arrives, all
/// of it, once and in order, only later.
namespace breakwire::sim {
namespace {

/// The sizes of the segments with content that enter the link, of one direction.
struct SizesSeen {
    RuleFault::SegmentRule rule(Direction direction) {
        return [this, direction](SegmentInFlight& segment, std::uint64_t) {
            const bool has_content = segment.size() > TcpSegment::header_size;
            if (segment.direction() == direction && has_content) all.push_back(segment.size());
        };
    }
    std::vector<std::size_t> all;
};

TEST(ImpairedTcp, RoundTripsInExactlyTwiceTheDelay) {
    OneDevice world(link_with_delay(20ms));
    world.connect(1s);
    world.pump->send("ping");
    world.run_until(1020ms);
    EXPECT_EQ(world.broker().last_data, 1020ms);
    world.broker().send("pong");
    world.run_until(2s);
    EXPECT_EQ(world.pump->last_data, 1040ms);
}

TEST(ImpairedTcp, HasADelayForEachDirection) {
    LinkSettings link = link_with_delay(20ms);
    link.delay_down = 300ms;
    OneDevice world(link);
    world.connect(1s);
    EXPECT_EQ(world.pump->heard, std::vector<std::string>{"320ms established"});
}

TEST(ImpairedTcp, DeliversEveryOctetThroughBurstsOfLoss) {
    LinkSettings link = link_with_delay(15ms);
    link.loss.gilbert_elliott = GilbertElliottLoss{{5}, Share{30}, {100}, {0}};
    OneDevice world(link);
    converse(world);
}

TEST(ImpairedTcp, SendsALostSegmentAgainAfterItsTimeout) {
    LinkSettings link = link_with_delay(20ms);
    // Up go the SYN, the acknowledgement of its answer, and then the data, of which one is lost.
    link.loss_up = LossModel{.pattern = PatternLoss{"..x", false}};
    OneDevice world(link);
    world.connect(1s);
    world.pump->send("late");
    world.run_until(5s);
    EXPECT_EQ(world.broker().last_data, 1220ms);
}

TEST(ImpairedTcp, SendsADamagedSegmentAgainAfterItsTimeout) {
    LinkSettings link = link_with_delay(20ms);
    link.corrupt = {{10}, {}};
    OneDevice world(link);
    converse(world);
}

TEST(ImpairedTcp, TakesDuplicatesOnce) {
    LinkSettings link = link_with_delay(20ms);
    link.duplicate = {{100}, {}};
    OneDevice world(link);
    converse(world);
    EXPECT_EQ(world.bench.server.addresses.size(), 1U);
    EXPECT_EQ(world.pump->heard.front(), "40ms established");
    EXPECT_EQ(std::ranges::count_if(world.pump->heard,
                                    [](const std::string& heard) {
                                        return heard.ends_with("established") ||
                                               heard.ends_with("fin");
                                    }),
              2);
}

TEST(ImpairedTcp, SendsADuplicateAtTheRateOfTheLink) {
    LinkSettings link;
    link.rate_up = DataRate{8'000'000};
    OneDevice world(link);
    world.connect(1s);
    world.bench.install([](SegmentInFlight& segment, std::uint64_t) { segment.duplicate(); });
    world.pump->send(pattern(960));  // 1000 octets with headers: 1 ms, and 1 ms for the copy
    world.pump->send(pattern(960));
    world.run_until(2s);
    EXPECT_EQ(world.broker().last_data, 1003ms);
}

TEST(ImpairedTcp, PutsOvertakingSegmentsInOrder) {
    LinkSettings link = link_with_delay(20ms);
    link.reorder = Reordering{{{50}, {}}, 2};
    OneDevice world(link);
    converse(world);
}

TEST(ImpairedTcp, HoldsWhatOvertookUntilWhatItPassedIsThere) {
    OneDevice world(link_with_delay(20ms));
    world.connect(1s);
    world.bench.install([](SegmentInFlight& segment, std::uint64_t ordinal) {
        if (segment.direction() == Direction::up && ordinal == 1) segment.overtake();
    });
    world.pump->send("first,");
    world.run_until(1001ms);
    world.pump->send("second");
    world.run_until(1019ms);
    EXPECT_EQ(world.broker().received, "");
    world.run_until(1020ms);
    EXPECT_EQ(world.broker().received, "first,second");
}

TEST(ImpairedTcp, SendsNoSegmentLargerThanTheMtu) {
    LinkSettings link = link_with_delay(5ms);
    link.mtu = DataSize{128};
    OneDevice world(link);
    SizesSeen up;
    world.bench.install(up.rule(Direction::up));
    world.connect(1s);
    world.pump->send(pattern(1000));
    world.run_until(2s);
    EXPECT_EQ(world.broker().received, pattern(1000));
    EXPECT_EQ(world.broker().last_data, 1005ms);
    // 1000 octets in segments of 88 each, and 32 in the last.
    EXPECT_EQ(up.all.size(), 12U);
    EXPECT_EQ(std::ranges::count(up.all, 128U), 11);
    EXPECT_EQ(up.all.back(), 72U);
}

TEST(ImpairedTcp, DeliversEveryOctetInSmallSegmentsOverALossyLink) {
    LinkSettings link = link_with_delay(15ms);
    link.mtu = DataSize{68};
    link.loss = LossModel::share({2});
    OneDevice world(link);
    converse(world);
}

/// A rate counts headers, so a small MTU costs throughput.
TEST(ImpairedTcp, ReachesTheRateOfTheLinkToOnePercentHeadersIncluded) {
    LinkSettings link = link_with_delay(20ms);
    link.rate_up = DataRate{250'000};
    link.mtu = DataSize{128};
    OneDevice world(link);
    SizesSeen up;
    world.bench.install(up.rule(Direction::up));
    world.connect(1s);
    world.pump->send(pattern(88'000));
    world.run_until(60s);
    EXPECT_EQ(world.broker().received.size(), 88'000U);
    const auto carried = std::accumulate(up.all.begin(), up.all.end(), std::size_t{0});
    EXPECT_GE(carried, 88'000U * 128 / 88);  // 88 of each 128 octets are content, at best
    const double seconds = std::chrono::duration<double>(world.broker().last_data - 1s).count();
    EXPECT_NEAR(static_cast<double>(carried) * 8 / seconds, 250'000, 2'500);
}

}  // namespace
}  // namespace breakwire::sim
