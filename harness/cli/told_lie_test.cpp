#include "harness/cli/told_lie.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/cli/recipe.hpp"
#include "harness/cli/toy_files.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

using testing::HasSubstr;

/// What ConfigError is thrown for a lie of this name; empty if none is.
std::string mistake_of(const std::string& name) {
    RunOptions options;
    options.lie = name;
    Mistakes mistakes;
    try {
        find_lie(options, mistakes);
    } catch (const ConfigError& mistake) {
        return mistake.what();
    }
    return "";
}

TEST(ToldLie, IsFoundAmongTheShippedByItsName) {
    RunOptions options;
    options.lie = "will/dropped";
    Mistakes mistakes;
    const auto lie = find_lie(options, mistakes);
    ASSERT_NE(lie, nullptr);
    EXPECT_EQ(lie->id, "will/dropped");
    EXPECT_EQ(lie_file_of(options).filename(), "will.yaml");
}

TEST(ToldLie, IsSuggestedWhereANameIsMistyped) {
    EXPECT_THAT(mistake_of("will/droped"), HasSubstr("no lie is called 'will/droped'"));
    EXPECT_THAT(mistake_of("will/droped"), HasSubstr("will/dropped"));
}

TEST(ToldLie, IsOneAtATime) {
    EXPECT_THAT(mistake_of("will/*"), HasSubstr("one at a time is told"));
}

TEST(ToldLie, OfAFileWithMistakesIsNone) {
    const ToyFiles files;
    RunOptions options;
    options.lie = "mine/wrong";
    options.lie_file = files.write("mine.yaml", "wrong: {lie: Nothing, breaks: v5/0.0-1}\n");
    Mistakes mistakes;
    EXPECT_EQ(find_lie(options, mistakes), nullptr);
    EXPECT_FALSE(mistakes.empty());
}

TEST(ToldLie, KeepsToTheVersionsInWhichItMakesSense) {
    scenarios::BrokerLie lie;
    lie.id = "mine/new";
    lie.versions = {mqtt::Version::v5_0};
    const std::vector<Case> both{{"toy[3.1.1]", nullptr, mqtt::Version::v3_1_1},
                                 {"toy[5.0]", nullptr, mqtt::Version::v5_0}};
    const auto left = cases_for(lie, both);
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left.front().id, "toy[5.0]");
    EXPECT_THROW(cases_for(lie, {both.front()}), ConfigError);
}

TEST(ToldLie, NeedsWhatItIsAbout) {
    scenarios::BrokerLie lie;
    lie.abilities = {"acl_read"};
    scenarios::BrokerTraits broker;
    EXPECT_TRUE(lacks_ability(lie, broker));
    broker.abilities = {"acl_read"};
    EXPECT_FALSE(lacks_ability(lie, broker));
}

TEST(ToldLie, StaysInTheRecipeAndInTheCommand) {
    const ToyFiles files;
    scenarios::Scenario scenario;
    scenario.file = files.scenario("toy").string();
    RunOptions options;
    options.lie = "will/dropped";
    reports::CaseResult result;
    result.mqtt = "5.0";
    result.lie = options.lie;
    result.recipe = recipe_of(options, scenario);
    EXPECT_TRUE(result.recipe.sha256.contains(result.recipe.lie_file));
    const RunOptions again = options_of(result);
    EXPECT_EQ(again.lie, "will/dropped");
    EXPECT_EQ(again.lie_file, result.recipe.lie_file);
    const Case one{"toy[5.0]", std::make_shared<const scenarios::Scenario>(scenario),
                   mqtt::Version::v5_0};
    EXPECT_THAT(repeat_command(one, options), HasSubstr(" --lie will/dropped"));
}

}  // namespace
}  // namespace breakwire::harness
