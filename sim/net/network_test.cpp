#include "sim/net/network.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/net/network_bench.hpp"
#include "sim/net/testing_frames.hpp"

namespace breakwire::sim {
namespace {

using Heard = std::vector<std::string>;
using Story = std::vector<std::string>;

TEST(Network, RefusalArrivesAsRefusal) {
    OneDevice world(link_with_delay(20ms));
    world.bench.server.answer = PeerServer::Answer::refuse;
    world.connect(1s);
    EXPECT_EQ(world.pump->heard, Heard{"40ms refused"});
    EXPECT_EQ(world.bench.story(),
              (Story{"client up dialing", "broker down refused", "client down refused"}));
    EXPECT_EQ(world.bench.network.live_connections(), 0U);
}

TEST(Network, RefusesWhileNobodyServes) {
    OneDevice world;
    world.bench.network.stop_serving();
    world.connect();
    EXPECT_EQ(world.pump->heard, Heard{"0s refused"});
}

TEST(Network, ConnectionsOfADeviceWithATcpOfItsOwnBeginBehindItsLink) {
    OneDevice world(link_with_delay(20ms));
    EthernetLink& ethernet = world.bench.network.give_ethernet("pump");
    ethernet.send(Direction::up, tcp_frame(tcp_syn));
    world.bench.install("blackhole", "pump");
    world.connect(1s);
    EXPECT_EQ(world.pump->heard.size(), 1U) << "no link and no fault of one stops it";
    const auto told = world.bench.story("pump");
    EXPECT_EQ(std::count(told.begin(), told.end(), "client up dialing"), 1)
        << "the board's SYN was it, wherever that is now";
}

TEST(Network, FinHalfClosesAndTheOtherDirectionGoesOn) {
    OneDevice world(link_with_delay(20ms));
    world.connect(1s);
    world.pump->send("last words");
    world.pump->socket->finish();
    world.run_until(2s);
    EXPECT_EQ(world.broker().received, "last words");
    EXPECT_EQ(world.broker().heard, Heard{"1.02s fin"});
    world.broker().send("still here");
    world.run_until(3s);
    EXPECT_EQ(world.pump->received, "still here");
    world.broker().socket->finish();
    world.run_until(4s);
    EXPECT_EQ(world.pump->heard, (Heard{"40ms established", "3.02s fin"}));
    EXPECT_EQ(world.bench.network.live_connections(), 0U);
}

TEST(Network, ResetArrivesAsReset) {
    OneDevice world(link_with_delay(20ms));
    world.connect(1s);
    world.pump->socket->reset();
    world.run_until(2s);
    EXPECT_EQ(world.broker().heard, Heard{"1.02s reset"});
    EXPECT_EQ(world.bench.story(),
              (Story{"client up dialing", "client down established", "broker up established",
                     "client up rst", "broker up rst"}));
}

TEST(Network, ResetByTheBrokerArrivesAsReset) {
    OneDevice world(link_with_delay(20ms));
    world.connect(1s);
    world.broker().socket->reset();
    world.run_until(2s);
    EXPECT_EQ(world.pump->heard, (Heard{"40ms established", "1.02s reset"}));
    EXPECT_EQ(world.bench.network.live_connections(), 0U);
}

TEST(Network, DroppingAnOpenSocketResetsIt) {
    OneDevice world;
    world.connect();
    world.pump->socket.reset();
    world.run_until(1ms);
    EXPECT_EQ(world.broker().heard, Heard{"0s reset"});
}

TEST(Network, DroppingAFinishedSocketLetsWhatWasSentArrive) {
    OneDevice world(link_with_delay(20ms));
    world.connect(1s);
    world.pump->send("goodbye");
    world.pump->socket->finish();
    world.pump->socket.reset();
    world.run_until(2s);
    EXPECT_EQ(world.broker().received, "goodbye");
    EXPECT_EQ(world.broker().heard, Heard{"1.02s fin"});
    world.broker().send("too late");
    world.run_until(3s);
    EXPECT_EQ(world.broker().heard, (Heard{"1.02s fin", "2.04s reset"}));
}

TEST(Network, AnswersAConnectionThatOneEndHasForgottenWithReset) {
    OneDevice world(link_with_delay(20ms));
    world.connect(1s);
    const auto fault =
        world.bench.install([](SegmentInFlight& segment, std::uint64_t) { segment.drop(); });
    world.pump->socket->reset();
    world.run_until(2s);
    world.bench.faults.remove(fault);
    EXPECT_EQ(world.broker().heard, Heard{});
    world.broker().send("are you there?");
    world.run_until(3s);
    EXPECT_EQ(world.broker().heard, Heard{"2.04s reset"});
}

TEST(Network, VanishingLeavesTheFarEndEstablished) {
    OneDevice world(link_with_delay(20ms));
    world.connect(1s);
    EXPECT_EQ(world.bench.network.vanish("pump"), 1);
    world.broker().send("are you there?");
    world.run_until(600s);
    EXPECT_EQ(world.broker().heard, Heard{});
    EXPECT_EQ(world.pump->heard, Heard{"40ms established"});
    EXPECT_EQ(world.bench.story().back(), "client up vanished");
    world.run_until(2000s);
    EXPECT_EQ(world.broker().heard, Heard{"925.6s timed out"});
    EXPECT_EQ(world.bench.network.live_connections(), 0U);
}

TEST(Network, LetsAVanishedDeviceDialAgain) {
    OneDevice world;
    world.connect();
    world.bench.network.vanish("pump");
    world.connect();
    EXPECT_EQ(world.pump->heard, Heard{"0s established"});
    EXPECT_EQ(world.bench.network.live_connections(), 2U);
}

TEST(Network, AnRstOfItsOwnReachesTheDeviceNowAndTheBrokerBehindTheData) {
    OneDevice world(link_with_delay(20ms));
    world.connect(1s);
    world.pump->send("before");
    EXPECT_EQ(world.bench.network.end_connections("pump", Ending::rst), 1);
    world.pump->send("after");
    world.run_until(2s);
    EXPECT_EQ(world.pump->heard, (Heard{"40ms established", "1s reset"}));
    EXPECT_EQ(world.broker().received, "before");
    EXPECT_EQ(world.broker().heard, Heard{"1.02s reset"});
    EXPECT_EQ(world.bench.story().back(), "broker up rst");
}

TEST(Network, AFinOfItsOwnClosesBothSides) {
    OneDevice world(link_with_delay(20ms));
    world.connect(1s);
    EXPECT_EQ(world.bench.network.end_connections("*", Ending::fin), 1);
    world.run_until(2s);
    EXPECT_EQ(world.pump->heard, (Heard{"40ms established", "1s fin"}));
    EXPECT_EQ(world.broker().heard, Heard{"1.02s fin"});
    world.broker().send("ignored");
    world.broker().socket->finish();
    world.pump->socket->finish();
    world.run_to_rest();
    EXPECT_EQ(world.pump->received, "");
    EXPECT_EQ(world.bench.network.live_connections(), 0U);
}

TEST(Network, ASilentEndIsHeardByNobody) {
    OneDevice world(link_with_delay(20ms));
    world.connect(1s);
    EXPECT_EQ(world.bench.network.end_connections("pump", Ending::silent), 1);
    world.pump->send("hello?");
    world.broker().send("hello?");
    world.run_until(800s);
    EXPECT_EQ(world.pump->heard, Heard{"40ms established"});
    EXPECT_EQ(world.broker().heard, Heard{});
    EXPECT_EQ(world.pump->received + world.broker().received, "");
}

TEST(Network, TellsNothingFromInsideACall) {
    OneDevice world;
    world.pump = world.bench.dial("pump");
    EXPECT_EQ(world.pump->heard, Heard{});
    world.run_until(0s);
    world.pump->send("hello");
    world.bench.network.end_connections("pump", Ending::rst);
    EXPECT_EQ(world.broker().received, "");
    EXPECT_EQ(world.pump->heard, Heard{"0s established"});
    world.run_until(0s);
    EXPECT_EQ(world.broker().received, "hello");
    EXPECT_EQ(world.pump->heard, (Heard{"0s established", "0s reset"}));
}

/// Drops its socket as soon as it hears anything.
class Quitter final : public SocketEvents {
public:
    void on_established() override { socket.reset(); }
    void on_data(ByteView) override { socket.reset(); }
    void on_fin() override { socket.reset(); }
    void on_reset() override { socket.reset(); }
    std::unique_ptr<Socket> socket;
};

TEST(Network, LetsAnApplicationDropItsSocketInAnyEvent) {
    OneDevice world(link_with_delay(1ms));
    Quitter quitter;
    quitter.socket = world.bench.network.dial("pump", quitter);
    world.run_to_rest();
    EXPECT_EQ(world.broker().heard, Heard{"3ms reset"});
    EXPECT_EQ(world.bench.network.live_connections(), 0U);
}

/// A link with all the luck there is.
LinkSettings lucky_link() {
    LinkSettings link;
    link.delay = 30ms;
    link.jitter = 20ms;
    link.jitter_down = Spread(10ms);
    link.jitter_down->dist = Dist::pareto;
    link.jitter_down->correlation = {50};
    link.rate = DataRate{1'000'000};
    link.queue_limit = DataSize{4096};
    link.loss.gilbert_elliott = GilbertElliottLoss{{5}, Share{50}, {100}, {1}};
    link.bad_state = BadSpells{2s, 200ms, 50ms, {30}};
    link.duplicate = {{5}, {20}};
    link.reorder = Reordering{{{5}, {}}, 3};
    link.corrupt = {{2}, {}};
    link.mtu = DataSize{68};
    return link;
}

/// A conversation over such a link, with a fault that loses more.
struct Conversation {
    Conversation(TimerQueue& timers, const char* name, std::uint64_t seed, bool with_neighbour)
        : bench(timers, name, seed) {
        const LinkSettings link = lucky_link();
        if (with_neighbour) bench.network.add_device("aardvark", "127.9.0.9", link);
        bench.network.add_device("pump", "127.9.0.1", link);
        bench.install([luck = Luck(seed)](SegmentInFlight& segment, std::uint64_t ordinal) {
            if (luck.unit("loss", ordinal) < 0.2) segment.drop();
        });
        if (with_neighbour) neighbour = bench.dial("aardvark");
        pump = bench.dial("pump");
        for (int i = 1; i < 100; ++i) {
            timers.at(Instant(i * 100ms), [this] {
                pump->socket->send(Bytes{std::byte{0xC0}, std::byte{0}});
                if (neighbour) neighbour->socket->send(Bytes{std::byte{0xC0}, std::byte{0}});
            });
        }
    }
    std::vector<std::string> lines() const { return bench.lines("pump"); }

    NetworkBench bench;
    std::unique_ptr<Peer> neighbour;
    std::unique_ptr<Peer> pump;
};

class Determinism : public testing::Test {
protected:
    Kernel kernel;
    TimerQueue timers{"timers"};
};

TEST_F(Determinism, TheSameSeedGivesTheSameRecord) {
    Conversation first(timers, "first", 5, false);
    Conversation second(timers, "second", 5, false);
    Conversation other(timers, "other", 6, false);
    kernel.advance_to(Instant(60s));
    EXPECT_GT(first.lines().size(), 190U);
    EXPECT_EQ(first.lines(), second.lines());
    EXPECT_NE(first.lines(), other.lines());
}

TEST_F(Determinism, AnotherDeviceChangesNothingForTheOthers) {
    Conversation alone(timers, "alone", 5, false);
    Conversation together(timers, "together", 5, true);
    kernel.advance_to(Instant(60s));
    EXPECT_EQ(alone.lines(), together.lines());
}

TEST(Offload, CutsItsLargeSegmentsWhereAFaultLooks) {
    Kernel kernel;
    TimerQueue timers{"timers"};
    TcpSettings tcp;
    tcp.segment_size = 65'495;
    tcp.offload = true;
    NetworkBench bench{timers, "network", 1, tcp};
    bench.network.add_device("pump", "127.9.0.1", {}, tcp);
    const auto pump = bench.dial("pump");
    kernel.advance_to(Instant(1s));
    pump->send(std::string(100'000, 'a'));
    kernel.advance_to(Instant(2s));
    std::size_t largest = 0;
    bench.install([&](SegmentInFlight& segment, std::uint64_t) {
        largest = std::max(largest, segment.size());
    });
    pump->send(std::string(100'000, 'b'));
    kernel.advance_to(Instant(3s));
    EXPECT_EQ(bench.server.peers.front()->received,
              std::string(100'000, 'a') + std::string(100'000, 'b'));
    EXPECT_EQ(largest, 1500U);
}

}  // namespace
}  // namespace breakwire::sim
