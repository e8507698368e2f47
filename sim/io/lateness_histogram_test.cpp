#include "sim/io/lateness_histogram.hpp"

#include <gtest/gtest.h>

namespace breakwire::sim {
namespace {

TEST(LatenessHistogram, HasNothingToSayWhenNothingWasAdded) {
    EXPECT_FALSE(LatenessHistogram().summary());
}

TEST(LatenessHistogram, GivesQuantilesWithinASixteenth) {
    LatenessHistogram histogram;
    for (int i = 1; i <= 10'000; ++i) histogram.add(i * 1us);
    const Lateness summary = histogram.summary().value();
    EXPECT_GE(summary.p50, 5000us);
    EXPECT_LE(summary.p50, 5000us * 17 / 16);
    EXPECT_GE(summary.p99, 9900us);
    EXPECT_LE(summary.p99, 10'000us);
    EXPECT_EQ(summary.max, 10'000us);
}

TEST(LatenessHistogram, TakesTheSmallestAndTheLargestDurations) {
    LatenessHistogram histogram;
    histogram.add(-5ns);
    histogram.add(0ns);
    histogram.add(1ns);
    histogram.add(Duration::max());
    const Lateness summary = histogram.summary().value();
    EXPECT_EQ(summary.p50, 0ns);
    EXPECT_EQ(summary.max, Duration::max());
}

}  // namespace
}  // namespace breakwire::sim
