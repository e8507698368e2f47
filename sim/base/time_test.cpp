#include "sim/base/time.hpp"

#include <gtest/gtest.h>

namespace breakwire {
namespace {

TEST(ParseDuration, ReadsEveryUnit) {
    EXPECT_EQ(parse_duration("5ns"), 5ns);
    EXPECT_EQ(parse_duration("20us"), 20us);
    EXPECT_EQ(parse_duration("250ms"), 250ms);
    EXPECT_EQ(parse_duration("1.5s"), 1500ms);
    EXPECT_EQ(parse_duration("2m"), 2min);
    EXPECT_EQ(parse_duration("1h30m"), 90min);
    EXPECT_EQ(parse_duration("7d"), 168h);
}

TEST(ParseDuration, RefusesWhatHasNoUnitOrNoNumber) {
    for (const char* text : {"", "5", "s", "5 s", "-1s", "1..5s", ".5s", "5.s", "1x", "400000d"}) {
        EXPECT_FALSE(parse_duration(text)) << text;
    }
}

TEST(DurationText, ReadsBackToTheSameDuration) {
    for (const Duration duration : {Duration{0}, Duration{1}, Duration{1500ms}, Duration{90s},
                                    Duration{1h}, Duration{1234567}, Duration{61s}}) {
        EXPECT_EQ(parse_duration(to_string(duration)), duration) << to_string(duration);
    }
    EXPECT_EQ(to_string(1500ms), "1.5s");
    EXPECT_EQ(to_string(90s), "90s");
    EXPECT_EQ(to_string(2h), "2h");
}

}  // namespace
}  // namespace breakwire
