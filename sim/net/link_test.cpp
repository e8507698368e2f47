#include "sim/net/link.hpp"

#include <gtest/gtest.h>

namespace breakwire::sim {
namespace {

/// A direction up, whose segments see nothing but the link.
class Way {
public:
    explicit Way(const LinkSettings& settings)
        : direction_(settings.path(Direction::up), Luck(3), Luck(3).of("up")) {}

    std::optional<Instant> carry(Instant now, SegmentInFlight segment) {
        direction_.enter(segment);
        return direction_.carry(now, segment);
    }

private:
    LinkDirection direction_;
};

SegmentInFlight segment(std::size_t size = 1000) { return {Direction::up, size}; }

TEST(LinkDirection, DelaysEachSegmentByTheDelay) {
    LinkSettings settings;
    settings.delay = 20ms;
    Way link(settings);
    EXPECT_EQ(link.carry(Instant(), segment()), Instant(20ms));
    EXPECT_EQ(link.carry(Instant(7ms), segment()), Instant(27ms));
}

TEST(LinkDirection, SerialisesAtTheRate) {
    LinkSettings settings;
    settings.delay = 5ms;
    settings.rate = DataRate{8'000'000};  // 1000 octets take 1 ms.
    Way link(settings);
    EXPECT_EQ(link.carry(Instant(), segment()), Instant(6ms));
    EXPECT_EQ(link.carry(Instant(), segment()), Instant(7ms));
    EXPECT_EQ(link.carry(Instant(500us), segment()), Instant(8ms));
    EXPECT_EQ(link.carry(Instant(10ms), segment()), Instant(16ms));
}

TEST(LinkDirection, KeepsJitterWithinBoundsAndOrder) {
    LinkSettings settings;
    settings.delay = 100ms;
    settings.jitter = 20ms;
    Way link(settings);
    Instant last{};
    Duration low = 1s;
    Duration high{};
    for (int i = 0; i < 1000; ++i) {
        const Instant now(i * 1s);  // Far enough apart that none waits for another.
        const Instant arrival = link.carry(now, segment()).value();
        low = std::min(low, arrival - now);
        high = std::max(high, arrival - now);
        EXPECT_GE(arrival, last);
        last = arrival;
    }
    EXPECT_GE(low, 80ms);
    EXPECT_LE(high, 120ms);
    // The chance that 1000 draws all miss an outer tenth is 0.9^1000.
    EXPECT_LT(low, 84ms);
    EXPECT_GT(high, 116ms);
}

TEST(LinkDirection, NeverLetsSegmentsOvertake) {
    LinkSettings settings;
    settings.delay = 100ms;
    settings.jitter = 100ms;
    Way link(settings);
    Instant last{};
    for (int i = 0; i < 1000; ++i) {
        const Instant arrival = link.carry(Instant(i * 1ms), segment()).value();
        EXPECT_GE(arrival, last);
        last = arrival;
    }
}

TEST(LinkDirection, DropsWhatTheQueueHasNoRoomFor) {
    LinkSettings settings;
    settings.rate = DataRate{8'000'000};
    settings.queue_limit = DataSize{2500};
    Way link(settings);
    EXPECT_TRUE(link.carry(Instant(), segment()));
    EXPECT_TRUE(link.carry(Instant(), segment()));
    EXPECT_FALSE(link.carry(Instant(), segment()));
    EXPECT_TRUE(link.carry(Instant(1ms), segment()));
}

TEST(LinkDirection, LetsASegmentLargerThanTheQueuePassAnIdleTransmitter) {
    LinkSettings settings;
    settings.rate = DataRate{8'000'000};
    settings.queue_limit = DataSize{100};
    Way link(settings);
    EXPECT_TRUE(link.carry(Instant(), segment()));
    EXPECT_FALSE(link.carry(Instant(500us), segment()));
    EXPECT_TRUE(link.carry(Instant(1ms), segment()));
}

TEST(LinkDirection, PassesAtOnceWhenIdeal) {
    Way link({});
    EXPECT_EQ(link.carry(Instant(3s), segment()), Instant(3s));
}

TEST(LinkDirection, HoldsLaterSegmentsBehindOneThatAFaultDelays) {
    Way link({});
    SegmentInFlight late = segment();
    late.delay_by(50ms);
    EXPECT_EQ(link.carry(Instant(), late), Instant(50ms));
    EXPECT_EQ(link.carry(Instant(10ms), segment()), Instant(50ms));
    EXPECT_EQ(link.carry(Instant(60ms), segment()), Instant(60ms));
}

TEST(LinkDirection, TakesTheLowerOfItsOwnRateAndAFaultsOne) {
    LinkSettings settings;
    settings.rate = DataRate{8'000'000};
    Way link(settings);
    SegmentInFlight slow = segment();
    slow.limit_rate(DataRate{800'000});
    EXPECT_EQ(link.carry(Instant(), slow), Instant(10ms));
    SegmentInFlight fast = segment();
    fast.limit_rate(DataRate{80'000'000});
    EXPECT_EQ(link.carry(Instant(10ms), fast), Instant(11ms));
}

TEST(Link, HasARateForEachDirection) {
    LinkSettings settings;
    settings.rate = DataRate{8'000'000};
    settings.rate_down = DataRate{800'000};
    Link link(settings, Luck(1));
    SegmentInFlight up(Direction::up, 1000);
    SegmentInFlight down(Direction::down, 1000);
    link.enter(up);
    link.enter(down);
    EXPECT_EQ(link.carry(Instant(), up), Instant(1ms));
    EXPECT_EQ(link.carry(Instant(), down), Instant(10ms));
}

}  // namespace
}  // namespace breakwire::sim
