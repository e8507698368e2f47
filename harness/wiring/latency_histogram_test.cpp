#include "harness/wiring/latency_histogram.hpp"

#include <gmock/gmock.h>

#include <array>

namespace breakwire::harness {
namespace {

using testing::ElementsAre;

TEST(LatencyHistogram, SaysHowManyAreWithinBounds) {
    LatencyHistogram histogram;
    for (const Duration each : {Duration{}, Duration(100us), Duration(5ms), Duration(20ms)}) {
        histogram.add(each);
    }
    const std::array<Duration, 5> bounds{100us, 4ms, 5ms, 100ms, 1h};
    EXPECT_THAT(histogram.counts_within(bounds), ElementsAre(2, 2, 3, 4, 4));
    EXPECT_EQ(histogram.count(), 4U);
    EXPECT_EQ(histogram.sum(), 25100us);
}

TEST(LatencyHistogram, CountsWhatIsLongerThanItsLastClassInNoBound) {
    LatencyHistogram histogram;
    histogram.add(24h * 30);
    const std::array<Duration, 2> bounds{1ms, 24h};
    EXPECT_THAT(histogram.counts_within(bounds), ElementsAre(0, 0));
}

}  // namespace
}  // namespace breakwire::harness
