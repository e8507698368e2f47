#include "scenarios/language/value_range.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

namespace breakwire::scenarios {
namespace {

/// The values with spaces between them, or what is wrong.
std::string values(const std::string& text) {
    const auto range = parse_value_range(text);
    if (!range) return "no range";
    std::string problem;
    const auto all = range->values(problem);
    return problem.empty() ? fmt::format("{}", fmt::join(all, " ")) : problem;
}

TEST(ValueRange, HasSoManyValuesWithTheUnitOfItsEnds) {
    EXPECT_EQ(values("0%..30%:7"), "0% 5% 10% 15% 20% 25% 30%");
    EXPECT_EQ(values("1s..2s:3"), "1s 1.5s 2s");
    EXPECT_EQ(values("8kbit/s..64kbit/s:2"), "8kbit/s 64kbit/s");
    EXPECT_EQ(values("0.5..1.5:3"), "0.5 1 1.5");
}

TEST(ValueRange, GoesByStepsAsFarAsTheyFit) {
    EXPECT_EQ(values("1s..20s:5s"), "1s 6s 11s 16s");
    EXPECT_EQ(values("0%..0.3%:0.1%"), "0% 0.1% 0.2% 0.3%");
    EXPECT_EQ(values("1m..2m:30s"), "1m 90s 2m");
}

TEST(ValueRange, RoundsBetweenTheEnds) {
    EXPECT_EQ(values("0%..1%:4"), "0% 0.3333% 0.6667% 1%");
    EXPECT_EQ(values("10ms..1s:log3"), "10ms 100ms 1s");
    EXPECT_EQ(values("1s..60s:log4"), "1s 3.915s 15.33s 60s");
}

TEST(ValueRange, KeepsWholeNumbersWholeAndEachOnce) {
    EXPECT_EQ(values("1..10:5"), "1 3 6 8 10");
    EXPECT_EQ(values("1..3:9"), "1 2 3");
    EXPECT_EQ(values("1..100:log3"), "1 10 100");
}

TEST(ValueRange, SaysWhatIsWrong) {
    EXPECT_EQ(values("soon..later:3"), "'soon' is no number or duration");
    EXPECT_EQ(values("0%..later:3"), "'later' is no number or duration");
    EXPECT_EQ(values("1s..5%:3"), "'1s' and '5%' have different units");
    EXPECT_EQ(values("5%..5%:3"), "does not lead up to 5%");
    EXPECT_EQ(values("1s..9s:1"), "needs two steps at least, which are its ends");
    EXPECT_EQ(values("0s..9s:log3"), "has to be above 0 for log");
    EXPECT_EQ(values("1s..9s:log1s"), "has a step, and log wants a number of steps");
    EXPECT_EQ(values("1s..9s:5%"), "cannot go on in steps of '5%'");
    EXPECT_EQ(values("1s..9s:1ms"), "has over 1000 values");
    EXPECT_EQ(values("1s..9s:2000"), "has over 1000 values");
    std::string problem;
    ValueRange{"1s", "2s"}.values(problem);
    EXPECT_EQ(problem, "needs either a step or a number of steps");
}

TEST(ValueRange, IsNotSeenInOrdinaryValues) {
    for (const char* text : {"10s", "1s..40s", "plant/1", "10.5", "a:b", "192.0.2.1:1883"}) {
        EXPECT_EQ(values(text), "no range") << text;
    }
}

}  // namespace
}  // namespace breakwire::scenarios
