#include "sim/record/narrate.hpp"

#include <gmock/gmock.h>

#include "sim/record/event_examples.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;

std::string at_second_13(EventBody body) { return narrate({1, Instant{13s}, std::move(body)}); }

TEST(Narrate, TellsEveryKindOfEventInOneLine) {
    std::vector<std::string> lines;
    for (const Event& event : examples::events()) lines.push_back(narrate(event));
    EXPECT_THAT(
        lines,
        ElementsAre(
            "0.001 s  pump -> broker  PUBLISH q1 id 7 plant/1/level \"0.5\"",
            "0.002 s  pump <- broker  PUBACK id 7 0x87 Not authorized",
            "0.003 s  pump -> broker  malformed packet, packet identifier is zero at byte 2 "
            "[MQTT-2.3.1-1]: <4 bytes 40020000>",
            "0.004 s  pump <- broker  bytes that are no packet: <2 bytes ff01> (at the broker)",
            "0.005 s  pump -> broker  connects (from 127.0.9.1)",
            "0.006 s  pump <- broker  RST (at the broker)",
            "0.007 s  lie rst hits (pump, valve): 2 connections",
            "0.008 s  step 3.2 begins: fault rst pump", "0.009 s  broker exited: exit status 0",
            "0.010 s  broker says: 1700000000: New connection from \"pump\"\twith a tab",
            "0.011 s  pump published: plant/1/level = 0.1", "0.012 s  pump connect failed: refused",
            "0.013 s  expected pump receives \"x\" within 1 s, but it did not hold: nothing",
            "0.014 s  simulated time ran late by 0.001 s (half), 0.020 s (99 %), 1.500 s (most)",
            "0.015 s  pump -> broker  3 bytes of TLS",
            "0.016 s  pump TLS failed (to the broker): alert from the peer: unknown CA",
            "0.017 s  pump looks up broker.example, which is found: 127.0.0.1",
            "0.018 s  pump looks up broker.example, which does not exist (NXDOMAIN)",
            "0.019 s  pump is told on console: reboot",
            "0.020 s  pump says on console: *** node 1.2.0 reset=soft"));
}

TEST(Narrate, TellsFaultsByTheirPhase) {
    EXPECT_EQ(at_second_13(FaultEvent{1, "rst", "pump", Phase::begin, "", false}),
              "13.000 s  fault rst begins (pump)");
    EXPECT_EQ(at_second_13(FaultEvent{1, "rst", "pump", Phase::end, "1 hit", false}),
              "13.000 s  fault rst ends (pump): 1 hit");
}

TEST(Narrate, TellsWhoSeesTheEndOfAConnection) {
    EXPECT_EQ(
        at_second_13(ConnectionSeen{"pump", 1, Direction::down, Tap::client, Transport::rst, ""}),
        "13.000 s  pump <- broker  RST");
    EXPECT_EQ(
        at_second_13(ConnectionSeen{"pump", 1, Direction::up, Tap::broker, Transport::fin, ""}),
        "13.000 s  pump -> broker  FIN (at the broker)");
}

}  // namespace
}  // namespace breakwire::sim
