#include "sim/base/luck.hpp"

#include <gtest/gtest.h>

#include <set>

namespace breakwire {
namespace {

TEST(Luck, RepeatsExactlyForTheSameSeedOwnerPurposeAndOrdinal) {
    EXPECT_EQ(Luck(7).of("thermometer").bits("jitter", 3),
              Luck(7).of("thermometer").bits("jitter", 3));
}

TEST(Luck, DiffersBySeedOwnerPurposeAndOrdinal) {
    const std::set<std::uint64_t> draws{Luck(7).of("a").bits("x", 0), Luck(8).of("a").bits("x", 0),
                                        Luck(7).of("b").bits("x", 0), Luck(7).of("a").bits("y", 0),
                                        Luck(7).of("a").bits("x", 1)};
    EXPECT_EQ(draws.size(), 5U);
}

TEST(Luck, DrawsUniformlyInsideTheInterval) {
    Duration sum{};
    for (std::uint64_t i = 0; i < 10'000; ++i) {
        const Duration draw = Luck(1).uniform("delay", i, 10ms, 30ms);
        EXPECT_GE(draw, 10ms);
        EXPECT_LE(draw, 30ms);
        sum += draw;
    }
    // The mean of 10,000 draws has a standard deviation of 58 us; 300 us is past five of them.
    EXPECT_NEAR(static_cast<double>((sum / 10'000).count()), 20e6, 300e3);
}

}  // namespace
}  // namespace breakwire
