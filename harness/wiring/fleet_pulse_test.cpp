#include "harness/wiring/fleet_pulse.hpp"

#include <gtest/gtest.h>

namespace breakwire::harness {
namespace {

void publishes(FleetPulse& pulse, int times) {
    for (int i = 0; i < times; ++i) {
        pulse.see({1, Instant{},
                   sim::DeviceEvent{"pump", sim::DeviceState::published, "", std::nullopt}});
    }
}

TEST(FleetPulse, SaysHowTheFleetIsDoing) {
    FleetPulse pulse;
    publishes(pulse, 196);
    const std::vector<reports::Latency> latencies{{"connect", 9, 1s, 1s, 1s, 1s, 1s},
                                                  {"acknowledge", 9, 210us, 1ms, 1100us, 2ms, 3ms}};
    EXPECT_EQ(pulse.text({1000, 990}, latencies, Instant{} + 2s),
              "990 of 1000 connected, 98 messages/s, acknowledged p50 0.21 ms, p99 1.1 ms");
}

TEST(FleetPulse, SaysNoLatencyBeforeThereIsOne) {
    FleetPulse pulse;
    EXPECT_EQ(pulse.text({1000, 0}, {}, Instant{}), "0 of 1000 connected, 0 messages/s");
}

TEST(FleetPulse, ARateIsOfTheTimeSinceTheLastLine) {
    FleetPulse pulse;
    publishes(pulse, 1);
    EXPECT_EQ(pulse.text({1, 1}, {}, Instant{} + 1s), "1 of 1 connected, 1 messages/s");
    publishes(pulse, 6);
    EXPECT_EQ(pulse.text({1, 1}, {}, Instant{} + 4s), "1 of 1 connected, 2 messages/s");
}

TEST(FleetPulse, IsDueOnceASecond) {
    FleetPulse pulse;
    const FleetPulse::WallClock::time_point now{};
    EXPECT_TRUE(pulse.is_due(now));
    EXPECT_FALSE(pulse.is_due(now + 999ms));
    EXPECT_TRUE(pulse.is_due(now + 1s));
    EXPECT_FALSE(pulse.is_due(now + 1500ms));
}

}  // namespace
}  // namespace breakwire::harness
