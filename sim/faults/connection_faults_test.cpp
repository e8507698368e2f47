#include <gmock/gmock.h>

#include "sim/faults/fault_bench.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;

TEST(Rst, ResetsTheConnectionsOfEachDeviceOnce) {
    FaultBench bench;
    bench.install("rst", "[pump, valve]");
    EXPECT_THAT(bench.port.calls, ElementsAre("rst pump", "rst valve"));
    EXPECT_THAT(bench.story(),
                ElementsAre("begin rst: ", "hit rst: 4 connections", "end rst: 1 hit"));
}

TEST(Rst, LeavesLaterConnectionsAlone) {
    FaultBench bench;
    bench.install("rst", "{device: \"*\"}");
    EXPECT_FALSE(bench.segment(Direction::up).touched());
    EXPECT_THAT(bench.port.calls, ElementsAre("rst *"));
}

TEST(Rst, NeedsADevice) {
    EXPECT_THAT(mistakes_of("rst", "{}"),
                ElementsAre("a.yaml:1:1: error: rst: missing key 'device' (a device, a list of "
                            "them, or \"*\" for all)"));
    EXPECT_THAT(mistakes_of("rst", "{device: []}"),
                ElementsAre("a.yaml:1:10: error: device names nobody"));
}

TEST(Fin, EndsTheConnectionsOfEachDeviceInGoodOrder) {
    FaultBench bench;
    bench.install("fin", "pump");
    EXPECT_THAT(bench.port.calls, ElementsAre("fin pump"));
}

TEST(Fin, SuggestsTheKeyThatWasMeant) {
    EXPECT_THAT(mistakes_of("fin", "{device: pump, devise: valve}"),
                ElementsAre("a.yaml:1:16: error: unknown key 'devise'; did you mean 'device'?"));
}

TEST(HalfOpen, MakesTheDeviceVanish) {
    FaultBench bench;
    bench.install("half_open", "pump");
    EXPECT_THAT(bench.port.calls, ElementsAre("vanish pump"));
    EXPECT_THAT(bench.story(), ElementsAre("begin half_open: ", "hit half_open: 2 connections",
                                           "end half_open: 1 hit"));
}

TEST(HalfOpen, HasNoDirection) {
    EXPECT_THAT(mistakes_of("half_open", "{device: pump, direction: up}"),
                ElementsAre("a.yaml:1:16: error: unknown key 'direction'; known: device"));
}

}  // namespace
}  // namespace breakwire::sim
