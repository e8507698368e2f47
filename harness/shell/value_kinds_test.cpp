#include "harness/shell/value_kinds.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/cli/toy_files.hpp"

namespace breakwire::harness {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> words_of(const std::string& kind, const Typed& typed = {}) {
    std::vector<std::string> texts;
    for (const auto& word : value_kinds().at(kind).words(typed)) texts.push_back(word.text);
    return texts;
}

TEST(ValueKinds, KnowCasesAndTagsOfTheScenariosThatAreNamed) {
    const ToyFiles files;
    const Typed typed{{files.scenario("one", "tags: [slow, odd]\n").string()}};
    EXPECT_THAT(words_of("CASE", typed), ElementsAre("one[3.1.1]"));
    EXPECT_THAT(words_of("TAG", typed), ElementsAre("odd", "slow"));
}

TEST(ValueKinds, SayWhatACaseIsAbout) {
    const ToyFiles files;
    const auto words = value_kinds().at("CASE").words({{files.scenario("one").string()}});
    ASSERT_EQ(words.size(), 1U);
    EXPECT_EQ(words.front().about, "toy one");
}

TEST(ValueKinds, KnowNothingOfScenariosWithMistakesOrThatAreNotThere) {
    const ToyFiles files;
    EXPECT_THAT(words_of("CASE", {{files.scenario("one", "tagz: [x]\n").string()}}), IsEmpty());
    EXPECT_THAT(words_of("TAG", {{"nowhere.yaml"}}), IsEmpty());
}

TEST(ValueKinds, KnowWhatIsDeclared) {
    EXPECT_THAT(words_of("DRIVER"), Contains("mosquitto"));
    EXPECT_THAT(words_of("KIND"), Contains("html"));
    EXPECT_THAT(words_of("TOPIC"), Contains("rst"));
}

}  // namespace
}  // namespace breakwire::harness
