#include "sim/net/link.hpp"

#include <gtest/gtest.h>

#include "sim/net/tcp_segment.hpp"

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
    /// What a segment finds that is sent at `now`.
    QueueLoad ahead(Instant now) {
        SegmentInFlight segment(Direction::up, 1000, now);
        direction_.enter(segment);
        return segment.ahead();
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

TEST(LinkDirection, CountsThePacketsInItsQueueAsNetemDoes) {
    LinkSettings settings;
    settings.rate = DataRate{8'000'000};
    settings.queue_limit.packets = 3;
    Way link(settings);
    for (const Duration arrival : {1ms, 2ms, 3ms}) {
        EXPECT_EQ(link.carry(Instant(), segment()), Instant(arrival));
    }
    EXPECT_FALSE(link.carry(Instant(), segment(40)));
    EXPECT_FALSE(link.carry(Instant(999us), segment(40)));
    EXPECT_EQ(link.carry(Instant(1ms), segment()), Instant(4ms));  // one has left
    EXPECT_FALSE(link.carry(Instant(1ms), segment()));
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(link.carry(Instant(10ms), segment()));
}

TEST(LinkDirection, ShowsASegmentWhatWaitsBeforeIt) {
    LinkSettings settings;
    settings.rate = DataRate{8'000'000};
    Way link(settings);
    EXPECT_EQ(link.ahead(Instant()).packets, 0U);
    link.carry(Instant(), segment());
    link.carry(Instant(), segment(500));
    EXPECT_EQ(link.ahead(Instant(999us)).packets, 2U);
    EXPECT_EQ(link.ahead(Instant(999us)).octets, 1500U);
    EXPECT_EQ(link.ahead(Instant(1ms)).octets, 500U);
    EXPECT_EQ(link.ahead(Instant(1500us)).packets, 0U);
}

TEST(LinkDirection, KeepsTheRateWithinAPercentOverAThousandSegments) {
    LinkSettings settings;
    settings.rate = DataRate{9600};
    Way link(settings);
    Instant last{};
    for (int i = 0; i < 1000; ++i) last = link.carry(Instant(), segment(73)).value();
    const double seconds = std::chrono::duration<double>(last.time_since_epoch()).count();
    EXPECT_NEAR(73 * 8 * 1000 / seconds, 9600, 0.001);  // rounding up to 1 ns is all that is lost
}

TEST(LinkDirection, GivesALostSegmentItsPlaceAndNoArrival) {
    LinkSettings settings;
    settings.rate = DataRate{8'000'000};
    settings.loss.pattern = PatternLoss{".x", true};
    Way link(settings);
    EXPECT_EQ(link.carry(Instant(), segment()), Instant(1ms));
    EXPECT_EQ(link.carry(Instant(), segment()), std::nullopt);
    EXPECT_EQ(link.carry(Instant(), segment()), Instant(3ms));
}

TEST(LinkDirection, LetsAReorderedSegmentArriveBeforeThoseUnderWay) {
    LinkSettings settings;
    settings.delay = 20ms;
    settings.reorder = Reordering{{{100}, {}}, 3};
    Way link(settings);
    EXPECT_EQ(link.carry(Instant(), segment()), Instant(20ms));
    EXPECT_EQ(link.carry(Instant(1ms), segment()), Instant(21ms));
    EXPECT_EQ(link.carry(Instant(2ms), segment()), Instant(2ms));
    EXPECT_EQ(link.carry(Instant(3ms), segment()), Instant(23ms));
}

TEST(LinkDirection, NeverArrivesBeforeItIsSent) {
    LinkSettings settings;
    settings.delay = 1ms;
    settings.jitter = Spread(50ms);
    settings.jitter.dist = Dist::normal;
    Way link(settings);
    int at_once = 0;
    for (int i = 0; i < 200; ++i) {
        const Instant now(i * 1s);
        const Instant arrival = link.carry(now, segment()).value();
        EXPECT_GE(arrival, now);
        at_once += arrival == now ? 1 : 0;
    }
    EXPECT_GT(at_once, 60);  // nearly half of all draws take more than the delay away
    EXPECT_LT(at_once, 140);
}

TEST(LinkDirection, SharesItsBadSpellsWithTheOtherDirection) {
    LinkSettings settings;
    settings.bad_state = BadSpells{10s, 2s, 50ms, {}};
    Link link(settings, Luck(4));
    int bad = 0;
    for (int step = 0; step < 1000; ++step) {
        SegmentInFlight up(Direction::up, 100, Instant(step * 100ms));
        SegmentInFlight down(Direction::down, 100, Instant(step * 100ms));
        link.enter(up);
        link.enter(down);
        EXPECT_EQ(up.delay(), down.delay());
        bad += up.delay() == 50ms ? 1 : 0;
    }
    EXPECT_EQ(bad, 200);
}

TEST(LinkDirection, IsNoHitOfAFault) {
    LinkSettings settings;
    settings.delay = 20ms;
    settings.rate = DataRate{9600};
    settings.mtu = DataSize{68};
    Link link(settings, Luck(4));
    SegmentInFlight entered(Direction::up, 100);
    link.enter(entered);
    EXPECT_FALSE(entered.touched());
    EXPECT_EQ(entered.size(), 68U);
}

TEST(TcpSegment, IsCutWhereItsSizeEnds) {
    TcpSegment whole;
    whole.sequence = 1000;
    whole.ack = whole.fin = true;
    whole.acknowledged = 7;
    whole.payload = to_bytes(std::string_view("abcdefgh"));
    EXPECT_EQ(whole.cut(48), std::nullopt);
    const auto rest = whole.cut(43);
    ASSERT_TRUE(rest);
    EXPECT_EQ(to_text(whole.payload), "abc");
    EXPECT_FALSE(whole.fin);
    EXPECT_EQ(rest->sequence, 1003U);
    EXPECT_EQ(to_text(rest->payload), "defgh");
    EXPECT_TRUE(rest->fin && rest->ack);
    EXPECT_EQ(rest->acknowledged, 7U);
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
