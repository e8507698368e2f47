#include <gtest/gtest.h>

#include "sim/net/network_bench.hpp"

/// What both ends see of the faults that act on links, paths and radios.
namespace breakwire::sim {
namespace {

using Heard = std::vector<std::string>;

/// A connection over a link of 20 ms each way, established after 40 ms; it is 1 s after the start.
class OnALink : public testing::Test {
protected:
    OnALink() { world.connect(1s); }

    std::uint64_t install(const std::string& kind, std::string_view settings) {
        return world.bench.install(kind, settings);
    }
    Peer& pump() { return *world.pump; }
    Peer& broker() { return world.broker(); }

    OneDevice world{link_with_delay(20ms)};
};

using Hold = OnALink;

TEST_F(Hold, LetsAllGoInOrderWhenItIsHealed) {
    const auto fault = install("hold", "pump");
    for (const char* word : {"one ", "two ", "three"}) {
        pump().send(word);
        broker().send(word);
    }
    world.run_until(60s);
    EXPECT_EQ(broker().received + pump().received, "");
    world.bench.faults.remove(fault);
    world.run_until(61s);
    EXPECT_EQ(broker().received, "one two three");
    EXPECT_EQ(pump().received, "one two three");
    // At once, not with the next retransmission, as after a black hole.
    EXPECT_EQ(broker().last_data, 60020ms);
    EXPECT_EQ(pump().heard.size() + broker().heard.size(), 1U);
}

TEST_F(Hold, KeepsAFinAndASynAsWell) {
    const auto fault = install("hold", "{device: pump, direction: up}");
    const auto first = std::move(world.pump);
    first->socket->finish();
    world.connect(500ms);
    EXPECT_EQ(pump().heard, Heard{});
    world.bench.faults.remove(fault);
    world.run_until(2s);
    EXPECT_EQ(broker().heard, Heard{"1.52s fin"});
    EXPECT_EQ(pump().heard, Heard{"1.54s established"});
}

TEST_F(Hold, GivesItsSegmentsToAnotherThatIsStillThere) {
    const auto one = install("hold", "pump");
    const auto other = install("hold", "pump");
    pump().send("hello");
    world.bench.faults.remove(one);
    world.run_until(2s);
    EXPECT_EQ(broker().received, "");
    world.bench.faults.remove(other);
    world.run_until(3s);
    EXPECT_EQ(broker().received, "hello");
}

using Clog = OnALink;

TEST_F(Clog, DelaysOneDirectionAndKeepsItsOrder) {
    install("clog", "{device: pump, direction: down, lasts: 3s}");
    broker().send("one ");
    pump().send("up");
    world.run_until(2s);
    EXPECT_EQ(broker().received, "up");
    broker().send("two ");
    world.run_until(4s);
    broker().send("three");
    world.run_until(5s);
    EXPECT_EQ(pump().received, "one two three");
    EXPECT_EQ(pump().last_data, 4020ms);
}

using Flap = OnALink;

TEST_F(Flap, LosesNothingBecauseTcpRepeats) {
    install("flap", "{device: pump, down_for: 2s, up_for: 3s}");
    std::string sent;
    for (int i = 0; i < 30; ++i) {
        world.run_until(1s + i * 1s);
        sent += std::to_string(i) + ",";
        pump().send(std::to_string(i) + ",");
    }
    world.run_until(300s);
    EXPECT_EQ(broker().received, sent);
    EXPECT_EQ(broker().heard, Heard{});
}

using SwizzleClog = OnALink;

TEST_F(SwizzleClog, HoldsUpAndLetsGo) {
    install("swizzle_clog", "{devices: pump, gap: 5s}");
    pump().send("hello");
    world.run_until(5s);
    EXPECT_EQ(broker().received, "");
    world.run_until(7s);
    EXPECT_EQ(broker().received, "hello");
    EXPECT_EQ(broker().last_data, 6020ms);
}

using NatTimeout = OnALink;

TEST_F(NatTimeout, LeavesBothEndsBelieving) {
    install("nat_timeout", "{device: pump, idle: 5m}");
    world.run_until(400s);
    pump().send("anybody there?");
    broker().send("anybody there?");
    world.run_until(800s);
    EXPECT_EQ(broker().received + pump().received, "");
    EXPECT_EQ(pump().heard.size() + broker().heard.size(), 1U);
    const auto first = std::move(world.pump);
    world.connect(1s);
    EXPECT_EQ(pump().heard, Heard{"800.04s established"});
}

TEST_F(NatTimeout, ResetsTheEndThatSpeaksFirstIfItAnswers) {
    install("nat_timeout", "{device: pump, idle: 5m, answers: rst}");
    world.run_until(400s);
    pump().send("anybody there?");
    world.run_until(401s);
    EXPECT_EQ(pump().heard.back(), "400.04s reset");
    EXPECT_EQ(broker().heard, Heard{});
    broker().send("anybody there?");
    world.run_until(402s);
    EXPECT_EQ(broker().heard, Heard{"401s reset"});
    EXPECT_EQ(world.bench.network.live_connections(), 0U);
}

TEST(NatTimeoutOverTcp, IsKeptOffByTcpKeepAlive) {
    TcpSettings tcp;
    tcp.keep_alive = TcpKeepAlive{2min, 10s, 3};
    OneDevice world(link_with_delay(20ms), tcp);
    world.connect(1s);
    world.bench.install("nat_timeout", "{device: pump, idle: 5m}");
    world.run_until(2h);
    world.broker().send("anybody there?");
    world.run_until(2h + 1s);
    EXPECT_EQ(world.pump->received, "anybody there?");
}

using AddressChange = OnALink;

TEST_F(AddressChange, LeavesTheBrokerHalfOpenAndTheDeviceElsewhere) {
    install("address_change", "pump");
    world.run_until(2s);
    EXPECT_EQ(pump().heard.back(), "1s reset");
    broker().send("where are you?");
    world.connect(1s);
    EXPECT_EQ(pump().heard, Heard{"2.04s established"});
    EXPECT_EQ(world.bench.server.addresses, (Heard{"127.9.0.1", "127.9.255.254"}));
    world.run_until(600s);
    EXPECT_EQ(broker().heard, Heard{});
    EXPECT_EQ(pump().received, "");
}

TEST_F(AddressChange, LeavesADeviceThatHasNotNoticedToItsTimers) {
    install("address_change", "{device: pump, address: 127.9.7.7, noticed: false}");
    pump().send("anybody there?");
    world.run_until(900s);
    EXPECT_EQ(pump().heard, Heard{"40ms established"});
    world.run_until(1000s);
    EXPECT_EQ(pump().heard.back(), "925.6s timed out");
    world.connect(1s);
    EXPECT_EQ(world.bench.server.addresses.back(), "127.9.7.7");
}

TEST_F(AddressChange, LosesWhatAnotherFaultStillHolds) {
    const auto fault = install("hold", "{device: pump, direction: down}");
    broker().send("for the old address");
    install("address_change", "{device: pump, noticed: false}");
    world.bench.faults.remove(fault);
    world.run_until(10s);
    EXPECT_EQ(pump().received, "");
}

using RadioSleep = OnALink;

TEST_F(RadioSleep, BringsWhatWaitsInTheNextWindow) {
    install("radio_sleep", "{device: pump, mode: edrx, cycle: 20s, window: 2s}");
    world.run_until(5s);
    broker().send("one ");
    world.run_until(10s);
    broker().send("two");
    world.run_until(30s);
    EXPECT_EQ(pump().received, "one two");
    EXPECT_EQ(pump().last_data, 21020ms);
}

TEST_F(RadioSleep, BringsWhatWaitsWhenTheDeviceSpeaks) {
    install("radio_sleep", "{device: pump, mode: psm, cycle: 1h, window: 10s}");
    world.run_until(60s);
    broker().send("command");
    world.run_until(600s);
    EXPECT_EQ(pump().received, "");
    pump().send("report");
    world.run_until(601s);
    EXPECT_EQ(broker().received, "report");
    EXPECT_EQ(pump().received, "command");
    EXPECT_EQ(pump().last_data, 600020ms);
}

using DutyCycle = OnALink;

TEST_F(DutyCycle, HoldsUpWhatTheDeviceSaysAndLosesNothing) {
    install("duty_cycle", "{device: pump, percent: 10, period: 60s}");
    world.run_until(10s);
    pump().send("one ");
    broker().send("down is free");
    world.run_until(11s);
    EXPECT_EQ(pump().received, "down is free");
    world.run_until(30s);
    pump().send("two");
    world.run_until(100s);
    EXPECT_EQ(broker().received, "one two");
    EXPECT_EQ(broker().last_data, 61020ms);
}

}  // namespace
}  // namespace breakwire::sim
