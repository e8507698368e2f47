#include <gtest/gtest.h>

#include "sim/net/network_bench.hpp"

/// What both ends see of the faults that act on connections.
namespace breakwire::sim {
namespace {

using Heard = std::vector<std::string>;

/// A connection over a link of 20 ms each way, established after 40 ms; it is 1 s after the start.
class Connected : public testing::Test {
protected:
    Connected() { world.connect(1s); }

    std::uint64_t install(const std::string& kind, std::string_view settings) {
        return world.bench.install(kind, settings);
    }
    Peer& pump() { return *world.pump; }
    Peer& broker() { return world.broker(); }
    /// What they have heard since they were connected.
    Heard pump_heard() { return {pump().heard.begin() + 1, pump().heard.end()}; }

    OneDevice world{link_with_delay(20ms)};
};

// What a real network does, case by case; what some proxies do instead stands in the comments.

using RealNetwork = Connected;

// Not: the broker's side is closed at once and the answer lost.
TEST_F(RealNetwork, CarriesTheAnswerThatComesAfterAHalfClose) {
    pump().send("question");
    install("half_close", "pump");
    world.run_until(2s);
    EXPECT_EQ(broker().received, "question");
    EXPECT_EQ(broker().heard, Heard{"1.02s fin"});
    broker().send("answer");
    world.run_until(3s);
    EXPECT_EQ(pump().received, "answer");
    broker().socket->finish();
    world.run_until(4s);
    EXPECT_EQ(pump_heard(), Heard{"3.02s fin"});
}

// Not: a clean end of the stream.
TEST_F(RealNetwork, GivesTheBrokerAnRstForAnRst) {
    pump().socket->reset();
    world.run_until(2s);
    EXPECT_EQ(broker().heard, Heard{"1.02s reset"});
}

// Not: connected, and then the end of the stream.
TEST_F(RealNetwork, RefusesWhereNobodyListens) {
    world.bench.network.stop_serving();
    world.connect(1s);
    EXPECT_EQ(pump().heard, Heard{"1.04s refused"});
}

// Not: closed when it heals, with what was sent meanwhile lost.
TEST_F(RealNetwork, GoesOnAfterABlackHoleWithNothingLost) {
    const auto hole = install("blackhole", "pump");
    pump().send("sent into ");
    broker().send("said into ");
    world.run_until(30s);
    pump().send("the void");
    broker().send("the dark");
    world.run_until(41s);
    world.bench.faults.remove(hole);
    world.run_until(100s);
    EXPECT_EQ(broker().received, "sent into the void");
    EXPECT_EQ(pump().received, "said into the dark");
    EXPECT_EQ(pump_heard(), Heard{});
    EXPECT_EQ(broker().heard, Heard{});
}

// Not: nothing until the next octet, and then an end in good order.
TEST_F(RealNetwork, ResetsAnIdleConnectionAtOnce) {
    world.run_until(500s);
    install("rst", "pump");
    world.run_until(501s);
    EXPECT_EQ(pump_heard(), Heard{"500s reset"});
    EXPECT_EQ(broker().heard, Heard{"500.02s reset"});
}

// Not: impossible.
TEST_F(RealNetwork, TimesOutIfNoSynGetsThrough) {
    install("syn_drop", "pump");
    world.connect(200s);
    EXPECT_EQ(pump().heard, Heard{"128s timed out"});
    EXPECT_EQ(world.bench.server.peers.size(), 1U);
}

// --- Each kind ----------------------------------------------------------------------------------

using HalfClose = Connected;

TEST_F(HalfClose, OfTheBrokerLeavesTheDeviceFreeToSend) {
    broker().send("last words");
    install("half_close", "{device: pump, side: broker}");
    broker().send("lost");
    world.run_until(2s);
    EXPECT_EQ(pump().received, "last words");
    EXPECT_EQ(pump_heard(), Heard{"1.02s fin"});
    pump().send("go on");
    world.run_until(3s);
    EXPECT_EQ(broker().received, "go on");
    EXPECT_EQ(broker().heard, Heard{});
}

TEST_F(HalfClose, LosesWhatTheSideStillSends) {
    install("half_close", "pump");
    pump().send("lost");
    world.run_until(2s);
    EXPECT_EQ(broker().received, "");
    EXPECT_EQ(world.bench.network.half_close("pump", Side::device), 1);
}

using SynDrop = Connected;

TEST_F(SynDrop, MakesConnectingLongerByTheRetransmissions) {
    install("syn_drop", "{device: pump, times: 2}");
    world.connect(20s);
    EXPECT_EQ(pump().heard, Heard{"4.04s established"});
}

TEST_F(SynDrop, LosesTheAnswersInTheOtherDirection) {
    install("syn_drop", "{device: pump, times: 1, direction: down}");
    world.connect(20s);
    EXPECT_EQ(pump().heard, Heard{"2.04s established"});
    EXPECT_EQ(world.bench.server.peers.size(), 2U);
}

TEST_F(SynDrop, SparesTheConnectionThatStands) {
    install("syn_drop", "pump");
    pump().send("still here");
    world.run_until(2s);
    EXPECT_EQ(broker().received, "still here");
}

using ConnRefused = Connected;

TEST_F(ConnRefused, RefusesAfterOneRoundTripAndTheBrokerHearsNothing) {
    const auto fault = install("conn_refused", "pump");
    pump().send("still here");
    const auto first = std::move(world.pump);
    world.connect(1s);
    EXPECT_EQ(pump().heard, Heard{"1.04s refused"});
    EXPECT_EQ(broker().received, "still here");
    EXPECT_EQ(world.bench.server.peers.size(), 1U);
    EXPECT_EQ(world.bench.story().back(), "client down refused");
    world.bench.faults.remove(fault);
    world.connect(1s);
    EXPECT_EQ(pump().heard, Heard{"2.04s established"});
}

TEST_F(ConnRefused, AnswersOverTheLinkLikeAnybodyElse) {
    install("conn_refused", "pump");
    install("blackhole", "{device: pump, direction: down}");
    world.connect(200s);
    EXPECT_EQ(pump().heard, Heard{"128s timed out"});
}

using AcceptDelay = Connected;

TEST_F(AcceptDelay, EstablishesThatMuchLater) {
    install("accept_delay", "{device: pump, by: 10s}");
    world.connect(60s);
    EXPECT_EQ(pump().heard, Heard{"11.04s established"});
    EXPECT_EQ(world.bench.server.peers.size(), 2U);
}

TEST_F(AcceptDelay, AnswersAtOnceWhenItIsHealed) {
    const auto fault = install("accept_delay", "{device: pump, by: 10s}");
    world.connect(2s);
    world.bench.faults.remove(fault);
    world.run_until(4s);
    EXPECT_EQ(pump().heard, Heard{"3.04s established"});
}

using ZeroWindow = Connected;

TEST_F(ZeroWindow, OfTheDeviceKeepsTheBrokerWaiting) {
    const auto fault = install("zero_window", "pump");
    broker().send("patience");
    pump().send("busy");
    world.run_until(600s);
    EXPECT_EQ(pump().received, "");
    EXPECT_EQ(broker().socket->unacknowledged(), 8U);
    EXPECT_EQ(broker().received, "busy");
    world.bench.faults.remove(fault);
    world.run_until(601s);
    EXPECT_EQ(pump().received, "patience");
    EXPECT_EQ(pump_heard().size() + broker().heard.size(), 0U);
}

TEST_F(ZeroWindow, OfTheBrokerKeepsNewConnectionsWaitingToo) {
    const auto fault = install("zero_window", "{device: pump, side: broker}");
    const auto first = std::move(world.pump);
    first->send("one");
    world.connect(1s);
    pump().send("two");
    world.run_until(30s);
    EXPECT_EQ(world.bench.server.peers.at(1)->received + broker().received, "");
    EXPECT_EQ(pump().socket->unacknowledged(), 3U);
    world.bench.faults.remove(fault);
    world.run_until(31s);
    EXPECT_EQ(world.bench.server.peers.at(1)->received, "two");
    EXPECT_EQ(broker().received, "one");
}

TEST_F(ZeroWindow, LastsUntilTheLastOfTwoIsHealed) {
    const auto one = install("zero_window", "pump");
    const auto other = install("zero_window", "\"*\"");
    broker().send("patience");
    world.bench.faults.remove(one);
    world.run_until(10s);
    EXPECT_EQ(pump().received, "");
    world.bench.faults.remove(other);
    world.run_until(11s);
    EXPECT_EQ(pump().received, "patience");
}

using SlowClose = Connected;

TEST_F(SlowClose, LetsTheFinComeLate) {
    install("slow_close", "{device: pump, by: 5s}");
    pump().send("goodbye");
    pump().socket->finish();
    world.run_until(20s);
    EXPECT_EQ(broker().received, "goodbye");
    EXPECT_EQ(broker().last_data, 1020ms);
    EXPECT_EQ(broker().heard, Heard{"6.02s fin"});
    broker().socket->finish();
    world.run_to_rest();
    EXPECT_EQ(pump_heard(), Heard{"25.02s fin"});
    EXPECT_EQ(world.bench.network.live_connections(), 0U);
}

using CutAtByte = Connected;

TEST_F(CutAtByte, GivesTheBrokerExactlySoManyOctetsAndThenAnRst) {
    install("cut_at_byte", "{device: pump, byte: 5}");
    pump().send("abc");
    pump().send("defgh");
    pump().send("ijkl");
    world.run_until(2s);
    EXPECT_EQ(broker().received, "abcde");
    EXPECT_EQ(broker().heard, Heard{"1.02s reset"});
    EXPECT_EQ(pump_heard(), Heard{"1s reset"});
    EXPECT_EQ(world.bench.network.live_connections(), 0U);
}

TEST_F(CutAtByte, EndsInGoodOrderOnBothSidesWithFin) {
    install("cut_at_byte", "{device: pump, byte: 5, how: fin}");
    pump().send("abcdefgh");
    pump().send("ijkl");
    world.run_until(2s);
    EXPECT_EQ(broker().received, "abcde");
    EXPECT_EQ(broker().heard, Heard{"1.02s fin"});
    EXPECT_EQ(pump_heard(), Heard{"1s fin"});
    broker().socket->finish();
    pump().socket->finish();
    world.run_to_rest();
    EXPECT_EQ(world.bench.network.live_connections(), 0U);
}

TEST_F(CutAtByte, CutsWhatComesDownFromTheBroker) {
    install("cut_at_byte", "{device: pump, byte: 5, direction: down}");
    pump().send("the other way passes");
    broker().send("abcdefgh");
    world.run_until(2s);
    EXPECT_EQ(pump().received, "abcde");
    EXPECT_EQ(pump_heard(), Heard{"1.02s reset"});
    EXPECT_EQ(broker().heard, Heard{"1s reset"});
    EXPECT_EQ(world.bench.network.live_connections(), 0U);
}

TEST_F(CutAtByte, SaysNothingIfItIsSilent) {
    install("cut_at_byte", "{device: pump, byte: 5, how: silent}");
    pump().send("abcdefgh");
    world.run_until(600s);
    EXPECT_EQ(broker().received, "abcde");
    EXPECT_EQ(pump_heard().size() + broker().heard.size(), 0U);
}

TEST_F(CutAtByte, HoldsInTheMiddleOfALargeMessage) {
    install("cut_at_byte", "{device: pump, byte: 30000, how: fin}");
    const std::string text = pattern(100'000);
    pump().send(text);
    world.run_until(5s);
    EXPECT_EQ(broker().received, text.substr(0, 30'000));
    EXPECT_EQ(broker().heard.size(), 1U);
}

TEST_F(CutAtByte, BringsEachOctetBeforeItsFinThoughSomeAreLostAtFirst) {
    world.bench.install([](SegmentInFlight& segment, std::uint64_t ordinal) {
        if (segment.direction() == Direction::up && ordinal == 0) segment.drop();
    });
    install("cut_at_byte", "{device: pump, byte: 5, how: fin}");
    pump().send("abc");
    pump().send("defgh");
    world.run_until(5s);
    EXPECT_EQ(broker().received, "abcde");
    EXPECT_EQ(broker().heard, Heard{"1.22s fin"});
}

TEST_F(CutAtByte, LetsTheNextConnectionLive) {
    install("cut_at_byte", "{device: pump, byte: 5}");
    pump().send("abcdefgh");
    world.run_until(2s);
    world.connect(1s);
    pump().send("abcdefgh");
    world.run_until(4s);
    EXPECT_EQ(world.bench.server.peers.at(1)->received, "abcdefgh");
}

using Segment = Connected;

/// Writes down each piece it gets, with its time.
class Reader final : public SocketEvents {
public:
    explicit Reader(const Timers& timers) : timers_(timers) {}
    void on_data(ByteView bytes) override {
        pieces.push_back(to_string(timers_.now().time_since_epoch()) + " " + to_text(bytes));
    }
    void on_fin() override {}
    void on_reset() override {}

    std::unique_ptr<Socket> socket;
    std::vector<std::string> pieces;

private:
    const Timers& timers_;
};

TEST_F(Segment, BringsOctetForOctet) {
    Reader reader(world.timers);
    reader.socket = world.bench.network.dial("pump", reader);
    world.run_until(2s);
    install("segment", "{device: pump, sizes: 1B, gap: 10ms}");
    world.bench.server.peers.at(1)->send("abc");
    world.bench.server.peers.at(1)->send("d");
    world.run_until(3s);
    EXPECT_EQ(reader.pieces, (Heard{"2.02s a", "2.03s b", "2.04s c", "2.05s d"}));
}

TEST_F(Segment, LosesNothingOfALargeMessage) {
    install("segment", "{device: pump, sizes: [1B, 700B, 3B]}");
    const std::string text = pattern(50'000);
    pump().send(text);
    broker().send(text);
    world.run_until(60s);
    EXPECT_EQ(broker().received, text);
    EXPECT_EQ(pump().received, text);
}

}  // namespace
}  // namespace breakwire::sim
