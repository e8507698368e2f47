#include "scenarios/measures/figure.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace breakwire::scenarios {
namespace {

double of(const std::string& figure, std::vector<double> samples) {
    return parse_figure(figure)->of(std::move(samples)).value();
}

TEST(Figure, IsTheMeanOrAQuantileByNearestRank) {
    std::vector<double> hundred(100);
    std::iota(hundred.rbegin(), hundred.rend(), 1.0);
    EXPECT_DOUBLE_EQ(of("mean", hundred), 50.5);
    EXPECT_EQ(of("median", hundred), 50);
    EXPECT_EQ(of("p99", hundred), 99);
    EXPECT_EQ(of("p99.9", hundred), 100);
    EXPECT_EQ(of("min", hundred), 1);
    EXPECT_EQ(of("max", hundred), 100);
    EXPECT_EQ(of("p0", {7.0}), 7);
}

TEST(Figure, IsNothingOfNoSamples) {
    EXPECT_FALSE(parse_figure("mean")->of({}).has_value());
    EXPECT_FALSE(Figure().of({}).has_value());
}

TEST(Figure, IsCalledWhatItIsTyped) {
    for (const char* text : {"mean", "median", "min", "max", "p99", "p99.9", "p5"}) {
        EXPECT_EQ(parse_figure(text)->text(), text);
    }
    for (const char* text : {"average", "p", "p101", "99"}) {
        EXPECT_FALSE(parse_figure(text).has_value()) << text;
    }
}

}  // namespace
}  // namespace breakwire::scenarios
