#include "harness/cli/cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/cli/glob.hpp"
#include "harness/cli/shell_word.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

using testing::ElementsAre;

LoadedScenario loaded(const char* id, std::vector<mqtt::Version> versions,
                      std::vector<std::string> tags) {
    auto scenario = std::make_shared<scenarios::Scenario>();
    scenario->name = std::string("The ") + id + " is right";
    scenario->versions = std::move(versions);
    scenario->tags = std::move(tags);
    return {id, std::move(scenario)};
}

std::vector<Case> all_cases() {
    using enum mqtt::Version;
    return multiply({loaded("will/after_rst", {v3_1_1, v5_0}, {"will", "fault"}),
                     loaded("will/delay", {v5_0}, {"will"}),
                     loaded("acl/read", {v3_1_1}, {"acl"})});
}

std::vector<std::string> chosen(const CaseFilter& filter) {
    std::vector<std::string> ids;
    for (const Case& one : select(all_cases(), filter)) ids.push_back(one.id);
    return ids;
}

TEST(Cases, AreOneForEachVersion) {
    EXPECT_THAT(chosen({}), ElementsAre("will/after_rst[3.1.1]", "will/after_rst[5.0]",
                                        "will/delay[5.0]", "acl/read[3.1.1]"));
}

TEST(Cases, AreChosenById) {
    EXPECT_THAT(chosen({.ids = {"will/delay[5.0]", "acl/*"}}),
                ElementsAre("will/delay[5.0]", "acl/read[3.1.1]"));
}

TEST(Cases, AreChosenByAllWords) {
    EXPECT_THAT(chosen({.words = {"will", "rst"}}),
                ElementsAre("will/after_rst[3.1.1]", "will/after_rst[5.0]"));
    EXPECT_THAT(chosen({.words = {"fault", "!5.0"}}), ElementsAre("will/after_rst[3.1.1]"));
    EXPECT_THAT(chosen({.words = {"the ACL"}}), ElementsAre("acl/read[3.1.1]"));
}

TEST(Cases, AreChosenByAnyTagAndVersion) {
    EXPECT_THAT(chosen({.tags = {"acl", "fault"}, .versions = {"3.1.1"}}),
                ElementsAre("will/after_rst[3.1.1]", "acl/read[3.1.1]"));
}

TEST(Cases, MustBeThere) { EXPECT_THROW(chosen({.words = {"nowhere"}}), ConfigError); }

TEST(Glob, TakesBracketsAsTheyAre) {
    EXPECT_TRUE(matches_glob("will/after_rst[5.0]", "will/*[5.0]"));
    EXPECT_TRUE(matches_glob("will/after_rst[5.0]", "*rst[?.0]"));
    EXPECT_FALSE(matches_glob("will/after_rst[5.0]", "will/after_rst"));
    EXPECT_FALSE(matches_glob("will/after_rst[3.1.1]", "*[5.0]"));
    EXPECT_TRUE(matches_glob("", "*"));
}

TEST(ShellWord, IsQuotedOnlyWhereItMustBe) {
    EXPECT_EQ(shell_word("will/after_rst.yaml"), "will/after_rst.yaml");
    EXPECT_EQ(shell_word("a b"), "'a b'");
    EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
    EXPECT_EQ(shell_word(""), "''");
}

}  // namespace
}  // namespace breakwire::harness
