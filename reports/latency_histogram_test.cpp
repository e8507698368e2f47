#include "reports/latency_histogram.hpp"

#include <gmock/gmock.h>

#include <array>

namespace breakwire::reports {
namespace {

using testing::ElementsAre;

TEST(LatencyHistogram, QuantilesAreRightWithinOnePercent) {
    LatencyHistogram histogram;
    for (int i = 1; i <= 100'000; ++i) histogram.add(Duration{std::chrono::microseconds(i)});
    const auto summary = histogram.summary("x");
    ASSERT_TRUE(summary);
    const auto near = [](Duration value, Duration wanted) {
        return value >= wanted && value <= wanted + wanted / 100;
    };
    EXPECT_TRUE(near(summary->p50, 50ms)) << breakwire::to_string(summary->p50);
    EXPECT_TRUE(near(summary->p90, 90ms)) << breakwire::to_string(summary->p90);
    EXPECT_TRUE(near(summary->p99, 99ms)) << breakwire::to_string(summary->p99);
    EXPECT_TRUE(near(summary->p999, 99900us)) << breakwire::to_string(summary->p999);
    EXPECT_EQ(summary->max, Duration{100ms});
    EXPECT_EQ(summary->count, 100'000u);
}

TEST(LatencyHistogram, TakesWhatIsTooShortAndTooLongForIt) {
    LatencyHistogram histogram;
    histogram.add(-1s);
    EXPECT_EQ(histogram.summary("x")->p999, Duration{});
    histogram.add(std::chrono::hours(24 * 365));
    EXPECT_EQ(histogram.summary("x")->max, Duration{std::chrono::hours(24 * 365)});
    EXPECT_EQ(histogram.summary("x")->p999, Duration{std::chrono::hours(24 * 365)});
}

TEST(LatencyHistogram, AddsAnother) {
    LatencyHistogram whole;
    std::array<LatencyHistogram, 2> parts;
    for (int i = 1; i <= 1000; ++i) {
        const Duration latency{std::chrono::microseconds(i * i)};
        whole.add(latency);
        parts[i % 3 == 0 ? 0 : 1].add(latency);
    }
    LatencyHistogram sum;
    for (const LatencyHistogram& part : parts) sum.add(*part.summary("x"));
    EXPECT_EQ(describe(*sum.summary("x")), describe(*whole.summary("x")));
    EXPECT_EQ(sum.summary("x")->classes, whole.summary("x")->classes);
    EXPECT_EQ(sum.sum(), whole.sum());
}

TEST(LatencyHistogram, AddsWhatIsTooShortAndTooLongForIt) {
    LatencyHistogram histogram;
    histogram.add(Duration{});
    histogram.add(24h * 30);
    LatencyHistogram sum;
    sum.add(*histogram.summary("x"));
    EXPECT_EQ(sum.summary("x")->classes, histogram.summary("x")->classes);
    EXPECT_EQ(sum.count(), 2U);
}

TEST(LatencyHistogram, CannotAddClassesThatItDoesNotHave) {
    Latency strange{"x", 1, 1ms, 1ms, 1ms, 1ms, 1ms};
    strange.classes = {{1'000'000, 1}};
    EXPECT_THROW(LatencyHistogram().add(strange), std::runtime_error);
}

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
}  // namespace breakwire::reports
