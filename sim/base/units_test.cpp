#include "sim/base/units.hpp"

#include <gtest/gtest.h>

namespace breakwire {
namespace {

TEST(Share, IsReadBackAsItIsWritten) {
    for (const std::string text : {"0%", "0.1%", "7%", "12.5%", "100%"}) {
        const auto share = parse_share(text);
        ASSERT_TRUE(share) << text;
        EXPECT_EQ(to_string(*share), text);
    }
    EXPECT_EQ(parse_share("25%")->of_one(), 0.25);
}

TEST(Share, RefusesWhatHasNoSignOrIsNoPartOfAWhole) {
    for (const std::string text :
         {"", "%", "5", "0.05", "-1%", "100.1%", "inf%", "nan%", "5 %", "1e1%", "5%%"}) {
        EXPECT_FALSE(parse_share(text)) << text;
    }
}

}  // namespace
}  // namespace breakwire
