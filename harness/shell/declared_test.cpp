#include "harness/shell/declared.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace breakwire::harness {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct DeclaredTest : testing::Test {
    DeclaredTest() {
        line.footer("the end");
        CLI::App* run = line.add_subcommand("run", "runs");
        run->add_option("PATHS", paths, "files")->required();
        run->add_option("-j,--jobs", jobs, "at a time")
            ->check(CLI::Range(1, 100))
            ->capture_default_str();
        run->add_option("--mqtt", version, "a version")
            ->check(CLI::IsMember({"3.1.1", "5.0"}))
            ->type_name("VERSION");
        run->add_flag("-x,--stop", stop, "stops");
        line.add_subcommand("complete", "for scripts")->group("");
    }

    const DeclaredCommand whole() const { return declared(line); }
    DeclaredOption option(const std::string& name) const {
        return *whole().command("run")->option(name);
    }

    CLI::App line{"does things", "breakwire"};
    std::vector<std::string> paths;
    int jobs = 2;
    std::string version;
    bool stop = false;
};

TEST_F(DeclaredTest, HasTheCommandsThatHelpShows) {
    EXPECT_EQ(whole().name, "breakwire");
    EXPECT_EQ(whole().help, "does things");
    EXPECT_EQ(whole().footer, "the end");
    ASSERT_EQ(whole().commands.size(), 1U);
    EXPECT_EQ(whole().commands.front().name, "run");
    EXPECT_EQ(whole().command("complete"), nullptr);
}

TEST_F(DeclaredTest, KnowsWhatAnOptionTakes) {
    const DeclaredOption declared_jobs = option("-j");
    EXPECT_THAT(declared_jobs.names, ElementsAre("-j", "--jobs"));
    EXPECT_EQ(declared_jobs.value, "INT");
    EXPECT_EQ(declared_jobs.range, "1 - 100");
    EXPECT_EQ(declared_jobs.preset, "2");
    EXPECT_FALSE(declared_jobs.repeated);
}

TEST_F(DeclaredTest, KnowsTheChoicesThereAre) {
    EXPECT_EQ(option("--mqtt").value, "VERSION");
    EXPECT_THAT(option("--mqtt").choices, ElementsAre("3.1.1", "5.0"));
}

TEST_F(DeclaredTest, KnowsThatAFlagTakesNothing) {
    EXPECT_EQ(option("--stop").value, "");
    EXPECT_EQ(option("--stop").help, "stops");
}

TEST_F(DeclaredTest, HasArgumentsByTheirName) {
    const auto arguments = whole().command("run")->arguments();
    ASSERT_EQ(arguments.size(), 1U);
    EXPECT_THAT(arguments.front().names, IsEmpty());
    EXPECT_EQ(arguments.front().value, "PATHS");
    EXPECT_TRUE(arguments.front().required);
    EXPECT_TRUE(arguments.front().repeated);
}

}  // namespace
}  // namespace breakwire::harness
