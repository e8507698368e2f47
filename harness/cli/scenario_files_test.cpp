#include "harness/cli/scenario_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/cli/toy_files.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

using testing::ElementsAre;

std::vector<std::string> ids(const std::vector<std::string>& arguments,
                             const std::filesystem::path& library) {
    std::vector<std::string> found;
    for (const ScenarioFile& file : find_scenarios(arguments, library)) found.push_back(file.id);
    return found;
}

struct ScenarioFilesTest : testing::Test {
    ScenarioFilesTest() {
        files.scenario("library/will/after_rst");
        files.scenario("library/will/after_fin");
        files.scenario("library/acl/read_denied");
        files.write("library/deviations.yaml", "deviations: []\n");
        files.write("library/deviations_toy.yaml", "deviations: []\n");
        files.write("library/notes.txt", "no scenario\n");
        files.scenario("mine/one");
        files.scenario("mine/deep/two");
    }
    ToyFiles files;
    std::filesystem::path library = files.folder() / "library";
    std::string mine = (files.folder() / "mine").string();
};

TEST_F(ScenarioFilesTest, AreTheWholeLibraryUnlessSaidOtherwise) {
    EXPECT_THAT(ids({}, library),
                ElementsAre("acl/read_denied", "will/after_fin", "will/after_rst"));
}

TEST_F(ScenarioFilesTest, AreLookedForInTheLibraryToo) {
    EXPECT_THAT(ids({"will"}, library), ElementsAre("will/after_fin", "will/after_rst"));
    EXPECT_THAT(ids({"will/after_rst", "acl/"}, library),
                ElementsAre("will/after_rst", "acl/read_denied"));
}

TEST_F(ScenarioFilesTest, AreCalledByTheirPlaceInTheFolderThatWasNamed) {
    EXPECT_THAT(ids({mine}, library), ElementsAre("deep/two", "one"));
    EXPECT_THAT(ids({mine + "/deep/two.yaml"}, library), ElementsAre("two"));
}

TEST_F(ScenarioFilesTest, AreCalledTheSameHoweverTheLibraryIsReached) {
    EXPECT_THAT(ids({(library / "will").string()}, library),
                ElementsAre("will/after_fin", "will/after_rst"));
}

TEST_F(ScenarioFilesTest, HaveTheDeviationsOfAllBrokersBesideThem) {
    std::vector<std::string> names;
    for (const auto& file : shipped_deviations(library)) names.push_back(file.filename());
    EXPECT_THAT(names, ElementsAre("deviations.yaml", "deviations_toy.yaml"));
    EXPECT_THAT(shipped_deviations(library / "nowhere"), testing::IsEmpty());
}

TEST_F(ScenarioFilesTest, AreTakenOnce) {
    EXPECT_THAT(ids({mine, mine + "/one.yaml"}, library), ElementsAre("deep/two", "one"));
}

TEST_F(ScenarioFilesTest, NeverShareAName) {
    const std::string other = files.scenario("other/one").string();
    const std::vector<std::string> both = ids({mine + "/one.yaml", other}, library);
    ASSERT_EQ(both.size(), 2U);
    EXPECT_NE(both[0], both[1]);
    EXPECT_NE(both[1].front(), '/') << "run folders lie inside the run's";
}

TEST_F(ScenarioFilesTest, MustBeThere) {
    EXPECT_THROW(ids({"wil"}, library), ConfigError);
    std::filesystem::create_directory(files.folder() / "empty");
    EXPECT_THROW(ids({(files.folder() / "empty").string()}, library), ConfigError);
}

}  // namespace
}  // namespace breakwire::harness
