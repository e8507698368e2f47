#include "devices/boards/vigil.hpp"

#include <gmock/gmock.h>

#include "sim/base/manual_timers.hpp"

namespace breakwire::devices {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class VigilTest : public testing::Test {
protected:
    void begin(Duration within = 5s) {
        vigil.begin({[this] { return met; }, [] { return "no boot line"; }, within,
                     [this](const std::string& problem) { ends.push_back(problem); }});
    }

    ManualTimers timers;
    bool met = false;
    std::vector<std::string> ends;
    Vigil vigil{timers};
};

TEST_F(VigilTest, EndsAtOnceIfThereIsNothingToWaitFor) {
    met = true;
    begin();
    EXPECT_THAT(ends, ElementsAre(""));
}

TEST_F(VigilTest, EndsWhenSomebodyLooksAndItHasComeAbout) {
    begin();
    vigil.look();
    EXPECT_THAT(ends, IsEmpty());
    met = true;
    vigil.look();
    vigil.look();
    timers.advance(10s);
    EXPECT_THAT(ends, ElementsAre("")) << "once";
}

TEST_F(VigilTest, SaysWhatHasNotComeAbout) {
    begin();
    timers.advance(5s);
    EXPECT_THAT(ends, ElementsAre("no boot line within 5s"));
}

TEST_F(VigilTest, TellsNobodyOnceItIsGone) {
    {
        Vigil other(timers);
        other.begin({[] { return false; }, [] { return ""; }, 1s,
                     [this](const std::string&) { ends.emplace_back("told"); }});
    }
    timers.advance(2s);
    EXPECT_THAT(ends, IsEmpty());
}

}  // namespace
}  // namespace breakwire::devices
