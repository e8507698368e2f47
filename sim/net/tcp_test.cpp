#include <gtest/gtest.h>

#include "sim/net/network_bench.hpp"

/// The virtual TCP as the two applications see it, over links that delay, drop and stop.
namespace breakwire::sim {
namespace {

using Heard = std::vector<std::string>;

/// Drops every segment while the clock is within [from, to).
RuleFault::SegmentRule hole(const Timers& timers, Duration from, Duration to) {
    return [&timers, from, to](SegmentInFlight& segment, std::uint64_t) {
        const Duration now = timers.now().time_since_epoch();
        if (now >= from && now < to) segment.drop();
    };
}

TEST(Tcp, ConnectsInOneRoundTrip) {
    OneDevice world(link_with_delay(20ms));
    world.connect(1s);
    EXPECT_EQ(world.pump->heard, Heard{"40ms established"});
    EXPECT_EQ(world.bench.server.addresses, Heard{"127.9.0.1"});
}

TEST(Tcp, DeliversAfterExactlyTheDelayOfTheLink) {
    OneDevice world(link_with_delay(20ms));
    world.connect(1s);
    world.pump->send("hello");
    world.run_until(2s);
    EXPECT_EQ(world.broker().received, "hello");
    EXPECT_EQ(world.broker().last_data, 1020ms);
    EXPECT_EQ(world.pump->socket->unacknowledged(), 0U);
}

TEST(Tcp, FillsTheRateOfTheLinkExactly) {
    LinkSettings link;
    link.rate_up = DataRate{12'000'000};  // A full segment of 1500 octets takes 1 ms.
    OneDevice world(link);
    world.connect(1s);
    const std::string text = pattern(1460 * 200);
    world.pump->send(text);
    world.run_until(5s);
    EXPECT_EQ(world.broker().received, text);
    EXPECT_EQ(world.broker().last_data, 1200ms);
}

TEST(Tcp, ResendsWhatAQueueDropped) {
    LinkSettings link;
    link.delay = 10ms;
    link.rate = DataRate{1'000'000};
    link.queue_limit = DataSize{4096};
    OneDevice world(link);
    world.connect(1s);
    const std::string text = pattern(200'000);
    world.pump->send(text);
    world.run_until(600s);
    EXPECT_EQ(world.broker().received, text);
}

TEST(Tcp, DeliversEveryOctetInOrderOverALossyLink) {
    OneDevice world(link_with_delay(15ms));
    world.bench.install([luck = Luck(11)](SegmentInFlight& segment, std::uint64_t ordinal) {
        const bool up = segment.direction() == Direction::up;
        if (luck.unit(up ? "up" : "down", ordinal) < 0.3) segment.drop();
    });
    converse(world);
}

TEST(Tcp, OutlivesABlackHoleOfFortySecondsAndLosesNothing) {
    OneDevice world(link_with_delay(20ms));
    world.connect(1s);
    world.bench.install(hole(world.timers, 10s, 50s));
    for (int second = 1; second < 60; ++second) {
        world.run_until(second * 1s);
        world.pump->send(std::to_string(second) + ",");
        world.broker().send(std::to_string(-second) + ",");
    }
    world.run_until(200s);
    std::string up;
    std::string down;
    for (int second = 1; second < 60; ++second) {
        up += std::to_string(second) + ",";
        down += std::to_string(-second) + ",";
    }
    EXPECT_EQ(world.broker().received, up);
    EXPECT_EQ(world.pump->received, down);
    EXPECT_EQ(world.pump->heard, Heard{"40ms established"});
    EXPECT_EQ(world.broker().heard, Heard{});
}

TEST(Tcp, DoublesTheRetransmissionTimeoutFromTwoHundredMilliseconds) {
    OneDevice world(link_with_delay(20ms));
    world.connect(1s);
    world.bench.install(hole(world.timers, 1s, 2500ms));
    world.pump->send("late");
    world.run_until(10s);
    // Sent again at 1.2, 1.6, 2.4 and 4.0 s; the hole is over by the last.
    EXPECT_EQ(world.broker().last_data, 4020ms);
}

TEST(Tcp, GivesUpASynAfterSixRetries) {
    OneDevice world;
    world.bench.install(hole(world.timers, 0s, 24h));
    world.connect(500s);
    EXPECT_EQ(world.pump->heard, Heard{"127s timed out"});
    EXPECT_EQ(world.bench.network.live_connections(), 0U);
}

TEST(Tcp, RepeatsALostSynAfterASecond) {
    OneDevice world(link_with_delay(20ms));
    world.bench.install([](SegmentInFlight& segment, std::uint64_t ordinal) {
        if (segment.direction() == Direction::up && ordinal == 0) segment.drop();
    });
    world.connect(10s);
    EXPECT_EQ(world.pump->heard, Heard{"1.04s established"});
    EXPECT_EQ(world.bench.server.peers.size(), 1U);
}

TEST(Tcp, RepeatsALostSynAck) {
    OneDevice world(link_with_delay(20ms));
    world.bench.install([](SegmentInFlight& segment, std::uint64_t ordinal) {
        if (segment.direction() == Direction::down && ordinal == 0) segment.drop();
    });
    world.connect(10s);
    EXPECT_EQ(world.pump->heard.size(), 1U);
    EXPECT_EQ(world.bench.server.peers.size(), 1U);
}

TEST(Tcp, TimesOutWhenNobodyAnswersTheOffer) {
    OneDevice world;
    world.bench.server.answer = PeerServer::Answer::none;
    world.connect(500s);
    EXPECT_EQ(world.pump->heard, Heard{"127s timed out"});
}

TEST(Tcp, GivesUpAfterFifteenRetries) {
    OneDevice world;
    world.connect(1s);
    world.bench.install(hole(world.timers, 1s, 24h));
    world.pump->send("into the void");
    world.run_until(3000s);
    // 0.2 s doubled nine times, then 120 s for each of the last six, as Linux gives up.
    EXPECT_EQ(world.pump->heard, (Heard{"0s established", "925.6s timed out"}));
    EXPECT_EQ(world.broker().heard, Heard{});
}

TEST(Tcp, GivesUpAfterTheUserTimeout) {
    TcpSettings tcp;
    tcp.user_timeout = 10s;
    OneDevice world({}, tcp);
    world.connect(1s);
    world.bench.install(hole(world.timers, 1s, 24h));
    world.pump->send("into the void");
    world.run_until(3000s);
    EXPECT_EQ(world.pump->heard, (Heard{"0s established", "11s timed out"}));
}

TEST(Tcp, HasNothingDueWhileAConnectionIsIdle) {
    OneDevice world(link_with_delay(20ms));
    world.connect(1s);
    world.pump->send("hello");
    world.run_until(100s);
    EXPECT_EQ(world.timers.pending(), 0U);
    EXPECT_EQ(world.kernel.next_event(), std::nullopt);
}

TEST(Tcp, KeepsThePeerWaitingWhileItsWindowIsClosed) {
    OneDevice world(link_with_delay(1ms));
    world.connect(1s);
    world.broker().socket->hold(true);
    const std::string text = pattern(5000);
    world.pump->send(text);
    world.run_until(3000s);
    EXPECT_EQ(world.broker().received, "");
    EXPECT_EQ(world.pump->socket->unacknowledged(), text.size());
    world.broker().socket->hold(false);
    world.run_until(3001s);
    EXPECT_EQ(world.broker().received, text);
    EXPECT_EQ(world.pump->heard.size(), 1U);
}

/// The sizes of what the device sends into its link, each with its time.
class Sent {
public:
    explicit Sent(OneDevice& world) : world_(world) {
        fault_ = world.bench.install([this](SegmentInFlight& segment, std::uint64_t) {
            if (segment.direction() != Direction::up) return;
            sizes.push_back(segment.seen().payload);
            times.push_back(world_.timers.now().time_since_epoch());
        });
    }
    ~Sent() { world_.bench.faults.remove(fault_); }

    std::vector<std::size_t> sizes;
    std::vector<Duration> times;

private:
    OneDevice& world_;
    std::uint64_t fault_ = 0;
};

TEST(Tcp, ProbesAClosedWindowWithOneOctetAtDoublingIntervals) {
    OneDevice world(link_with_delay(20ms));
    world.connect(1s);
    world.broker().socket->hold(true);
    Sent sent(world);
    world.pump->send("hello");
    world.run_until(10s);
    EXPECT_EQ(sent.sizes, (std::vector<std::size_t>{5, 1, 1, 1, 1, 1}));
    EXPECT_EQ(sent.times, (std::vector<Duration>{1s, 1200ms, 1600ms, 2400ms, 4s, 7200ms}));
    EXPECT_EQ(world.broker().received, "");
}

TEST(Tcp, FindsAWindowOpenThoughTheWordOfItWasLost) {
    OneDevice world(link_with_delay(20ms));
    world.connect(1s);
    world.broker().socket->hold(true);
    world.pump->send("hello");
    world.run_until(2s);
    world.bench.install(hole(world.timers, 2s, 2100ms));
    world.broker().socket->hold(false);
    world.run_until(10s);
    EXPECT_EQ(world.broker().received, "hello");
    // The probe at 2.4 s carries the first octet; the rest follows its acknowledgement.
    EXPECT_EQ(world.broker().last_data, 2460ms);
}

TEST(Tcp, GivesUpAClosedWindowAfterTheUserTimeout) {
    TcpSettings tcp;
    tcp.user_timeout = 30s;
    OneDevice world({}, tcp);
    world.connect(1s);
    world.broker().socket->hold(true);
    world.pump->send("hello");
    world.run_until(100s);
    EXPECT_EQ(world.pump->heard, (Heard{"0s established", "31s timed out"}));
}

TEST(Tcp, WaitsForTheRoundTripOfASlowLinkBeforeItRepeats) {
    OneDevice world(link_with_delay(900ms));
    world.connect(5s);
    Sent sent(world);
    for (int second = 5; second < 20; ++second) {
        world.run_until(second * 1s);
        world.pump->send("0123456789");
    }
    world.run_until(60s);
    EXPECT_EQ(sent.sizes, std::vector<std::size_t>(15, 10));
}

TEST(Tcp, ProbesAnIdleConnectionIfKeepAliveIsOn) {
    TcpSettings tcp;
    tcp.keep_alive = TcpKeepAlive{60s, 10s, 3};
    OneDevice world(link_with_delay(20ms), {});
    world.bench.network.add_device("valve", "127.9.0.2", link_with_delay(20ms), tcp);
    const auto valve = world.bench.dial("valve");
    world.run_until(30s);
    Sent sent(world);
    valve->send("busy");
    world.run_until(200s);
    // A word at 30 s puts the probe off; each answer puts off the next.
    EXPECT_EQ(sent.times, (std::vector<Duration>{30s, 90040ms, 150080ms}));
    EXPECT_EQ(sent.sizes, (std::vector<std::size_t>{4, 0, 0}));
    EXPECT_EQ(valve->heard, Heard{"40ms established"});
    EXPECT_EQ(world.broker().received, "busy");
}

TEST(Tcp, GivesUpAnIdleConnectionWhoseProbesAreNotAnswered) {
    TcpSettings tcp;
    tcp.keep_alive = TcpKeepAlive{60s, 10s, 3};
    OneDevice world(link_with_delay(20ms), tcp);
    world.connect(1s);
    world.bench.install(hole(world.timers, 1s, 24h));
    world.run_until(200s);
    // Heard last at 0.04 s; probes at 60, 70 and 80 s.
    EXPECT_EQ(world.pump->heard, (Heard{"40ms established", "90.04s timed out"}));
    EXPECT_EQ(world.broker().heard, Heard{"90.06s timed out"});
}

TEST(Tcp, LetsTheUserTimeoutDecideOverTheNumberOfProbes) {
    TcpSettings tcp;
    tcp.keep_alive = TcpKeepAlive{60s, 10s, 9};
    tcp.user_timeout = 75s;
    OneDevice world(link_with_delay(20ms), tcp);
    world.connect(1s);
    world.bench.install(hole(world.timers, 1s, 24h));
    world.run_until(200s);
    EXPECT_EQ(world.pump->heard, (Heard{"40ms established", "80.04s timed out"}));
}

TEST(Tcp, ResendsALostFin) {
    OneDevice world(link_with_delay(20ms));
    world.connect(1s);
    world.bench.install(hole(world.timers, 1s, 1100ms));
    world.pump->socket->finish();
    world.run_until(10s);
    EXPECT_EQ(world.broker().heard, Heard{"1.22s fin"});
}

TEST(Tcp, ClosesInGoodOrderThoughTheLastAcknowledgementIsLost) {
    OneDevice world(link_with_delay(20ms));
    world.connect(1s);
    world.pump->socket->finish();
    world.run_until(2s);
    world.bench.install(hole(world.timers, 2010ms, 2100ms));
    world.broker().socket->finish();
    world.run_to_rest();
    EXPECT_EQ(world.bench.network.live_connections(), 0U);
    EXPECT_EQ(world.pump->heard, (Heard{"40ms established", "2.02s fin"}));
    EXPECT_EQ(world.broker().heard, Heard{"1.02s fin"});
}

}  // namespace
}  // namespace breakwire::sim
