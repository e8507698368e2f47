#include "scenarios/rate.hpp"

#include <gtest/gtest.h>

namespace breakwire::scenarios {
namespace {

TEST(Rate, IsSoManyInASecondAMinuteOrAnHour) {
    EXPECT_DOUBLE_EQ(parse_rate_of_events("20/s")->per_second, 20);
    EXPECT_DOUBLE_EQ(parse_rate_of_events("90/m")->per_second, 1.5);
    EXPECT_DOUBLE_EQ(parse_rate_of_events("0.5/h")->per_second, 0.5 / 3600);
    EXPECT_EQ(parse_rate_of_events("20/s")->gap(), Duration{50ms});
}

TEST(Rate, IsWrittenAsItIsTyped) {
    for (const char* text : {"20/s", "1.5/s", "30/m", "0.5/h"}) {
        EXPECT_EQ(parse_rate_of_events(text)->text(), text);
    }
}

TEST(Rate, IsNeitherNothingNorEndless) {
    for (const char* text : {"20", "/s", "20/d", "20 /s", "0/s", "-1/s", "nan/s", "1e99/s", ""}) {
        EXPECT_FALSE(parse_rate_of_events(text)) << text;
    }
}

TEST(Rate, ThatCannotBeReadIsAMistakeWithItsPlace) {
    Mistakes mistakes;
    const Node typed = Node::scalar("often", {"fleet.yaml", 3, 9});
    EXPECT_FALSE(ValueType<Rate>::read(typed, mistakes));
    ASSERT_EQ(mistakes.count(), 1u);
    EXPECT_STREQ(mistakes.found().front().what(),
                 "fleet.yaml:3:9: error: expected a rate such as 20/s, 90/m or 0.5/h, got 'often'");
}

}  // namespace
}  // namespace breakwire::scenarios
