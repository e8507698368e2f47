#include "devices/models/first_order.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace breakwire::devices {
namespace {

constexpr Instant time_zero{};

FirstOrder aimed(double from, double to) {
    FirstOrder quantity(2s, from);
    quantity.aim(time_zero, to);
    return quantity;
}

TEST(FirstOrder, RestsWhereItIs) { EXPECT_EQ(FirstOrder(2s, 5).at(time_zero + 1h), 5); }

TEST(FirstOrder, HasAnEthOfTheWayLeftAfterATimeConstant) {
    EXPECT_NEAR(aimed(0, 100).at(time_zero + 2s), 100 * (1 - std::exp(-1)), 1e-9);
}

TEST(FirstOrder, TakesANewTargetFromWhereItIs) {
    FirstOrder quantity = aimed(0, 100);
    const double halfway = quantity.at(time_zero + 1s);
    quantity.aim(time_zero + 1s, 0);
    EXPECT_DOUBLE_EQ(quantity.at(time_zero + 1s), halfway);
    EXPECT_LT(quantity.at(time_zero + 2s), halfway);
}

TEST(FirstOrder, KnowsWhenItWillHaveMovedSoFar) {
    const FirstOrder quantity = aimed(0, 100);
    const auto when = quantity.when_away(0, 10);
    ASSERT_TRUE(when);
    EXPECT_NEAR(quantity.at(*when), 10, 1e-6);
    EXPECT_FALSE(quantity.when_away(95, 10));
}

TEST(FirstOrder, HasNextToNothingLeftWhenSettled) {
    const FirstOrder quantity = aimed(100, 0);
    EXPECT_NEAR(quantity.at(quantity.settled()), 1, 1e-6);
}

TEST(FirstOrder, JumpsWithoutATimeConstant) {
    FirstOrder quantity(0s, 1);
    quantity.aim(time_zero, 9);
    EXPECT_EQ(quantity.at(time_zero), 9);
}

}  // namespace
}  // namespace breakwire::devices
