#include "devices/boards/errands.hpp"

#include <gmock/gmock.h>

namespace breakwire::devices {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Errands that are done when the test says so.
class ErrandsTest : public testing::Test {
protected:
    Errands::Errand errand(const std::string& name) {
        return [this, name](Errands::Done done) {
            story.push_back("begin " + name);
            under_way = std::move(done);
        };
    }
    void add(const std::string& name) {
        errands.add(errand(name), [this, name](const std::string& problem) {
            story.push_back("end " + name + (problem.empty() ? "" : ": " + problem));
        });
    }
    void finish(const std::string& problem = "") { std::exchange(under_way, nullptr)(problem); }

    std::vector<std::string> story;
    Errands::Done under_way;
    Errands errands;
};

TEST_F(ErrandsTest, AreDoneOneAfterTheOther) {
    add("a");
    add("b");
    EXPECT_THAT(story, ElementsAre("begin a"));
    finish();
    EXPECT_TRUE(errands.busy());
    finish("it broke");
    EXPECT_THAT(story, ElementsAre("begin a", "end a", "begin b", "end b: it broke"));
    EXPECT_FALSE(errands.busy());
}

TEST_F(ErrandsTest, InTurnStopAtTheFirstThatGoesWrong) {
    errands.add(Errands::in_turn({errand("a"), errand("b"), errand("c")}),
                [this](const std::string& problem) { story.push_back("end: " + problem); });
    finish();
    finish("it broke");
    EXPECT_THAT(story, ElementsAre("begin a", "begin b", "end: it broke"));
}

TEST_F(ErrandsTest, InTurnOfNoneIsDoneAtOnce) {
    errands.add(Errands::in_turn({}), [this](const std::string&) { story.emplace_back("end"); });
    EXPECT_THAT(story, ElementsAre("end"));
}

TEST_F(ErrandsTest, AskedForByOneThatEndsComeBehindThoseThatWait) {
    errands.add(errand("a"), [this](const std::string&) { add("c"); });
    add("b");
    finish();
    finish();
    finish();
    EXPECT_THAT(story, ElementsAre("begin a", "begin b", "end b", "begin c", "end c"));
}

TEST(Errands, TellNobodyOnceTheyAreGone) {
    Errands::Done late;
    std::vector<std::string> told;
    {
        Errands errands;
        errands.add([&](Errands::Done done) { late = std::move(done); },
                    [&](const std::string&) { told.emplace_back("done"); });
    }
    late("");
    EXPECT_THAT(told, IsEmpty());
}

}  // namespace
}  // namespace breakwire::devices
