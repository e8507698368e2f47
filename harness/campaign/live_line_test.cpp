#include "harness/campaign/live_line.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace breakwire::harness {
namespace {

using namespace std::chrono_literals;

const LiveLine::WallClock::time_point noon{12h};

TEST(LiveLine, StandsInItsPlaceOnATerminal) {
    std::ostringstream out;
    LiveLine line(out, true);
    line.show("1 of 9", noon);
    line.show("2 of 9", noon + 100ms);
    line.show("3 of 9", noon + 300ms);
    line.clear();
    EXPECT_EQ(out.str(), "\r\x1b[K1 of 9\r\x1b[K3 of 9\r\x1b[K");
}

TEST(LiveLine, IsALineNowAndThenInALog) {
    std::ostringstream out;
    LiveLine line(out, false);
    line.show("1 of 9", noon);
    line.show("2 of 9", noon + 5s);
    line.show("3 of 9", noon + 11s);
    line.clear();
    EXPECT_EQ(out.str(), "3 of 9\n");
}

}  // namespace
}  // namespace breakwire::harness
