#include "sim/base/time_mode.hpp"

#include <gtest/gtest.h>

namespace breakwire {
namespace {

TEST(TimeMode, IsReadBackAsItIsWritten) {
    for (const char* text : {"virtual", "wall", "scaled:20", "scaled:0.5"}) {
        const auto mode = parse_time_mode(text);
        ASSERT_TRUE(mode) << text;
        EXPECT_EQ(mode->text(), text);
    }
}

TEST(TimeMode, KnowsNoOtherWords) {
    for (const char* text : {"", "real", "scaled", "scaled:", "scaled:0", "scaled:-1", "scaled:x",
                             "scaled:2x", "scaled:1001", "scaled:nan"}) {
        EXPECT_FALSE(parse_time_mode(text)) << text;
    }
}

}  // namespace
}  // namespace breakwire
