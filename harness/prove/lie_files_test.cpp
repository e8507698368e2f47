#include "harness/prove/lie_files.hpp"

#include <gmock/gmock.h>

#include "harness/cli/toy_files.hpp"

namespace breakwire::harness {
namespace {

using testing::ElementsAre;

constexpr const char* a_lie = ": {lie: It lies, breaks: v5/4.3.1-1, misreads: rules}\n";

class LieFiles : public testing::Test {
protected:
    std::vector<std::string> names(const std::vector<std::string>& paths) {
        std::vector<std::string> out;
        for (const auto& lie : load_lie_files(paths, mistakes)) out.push_back(lie->id);
        return out;
    }
    std::string write(const std::string& name, const std::string& text) {
        return files.write(name, text).string();
    }

    ToyFiles files;
    Mistakes mistakes;
};

TEST_F(LieFiles, AreCalledByTheirFile) {
    write("lies/will.yaml", std::string("late") + a_lie + "early" + a_lie);
    write("lies/acl.yaml", std::string("open") + a_lie);
    EXPECT_THAT(names({(files.folder() / "lies").string()}),
                ElementsAre("acl/open", "will/late", "will/early"));
    EXPECT_TRUE(mistakes.empty());
}

TEST_F(LieFiles, MayNotSayTheSameTwice) {
    names({write("a/will.yaml", std::string("late") + a_lie),
           write("b/will.yaml", std::string("late") + a_lie)});
    ASSERT_EQ(mistakes.count(), 1U);
    EXPECT_THAT(mistakes.found().front().what(),
                testing::EndsWith("b/will.yaml:1:1: error: lie 'will/late' is in another file as "
                                  "well"));
}

TEST_F(LieFiles, HaveToBeThere) {
    EXPECT_THROW(names({(files.folder() / "nowhere").string()}), ConfigError);
    std::filesystem::create_directories(files.folder() / "empty");
    EXPECT_THROW(names({(files.folder() / "empty").string()}), ConfigError);
}

TEST_F(LieFiles, AreChosenByName) {
    const Lies lies = load_lie_files(
        {write("will.yaml", std::string("late") + a_lie + "early" + a_lie)}, mistakes);
    EXPECT_EQ(choose_lies(lies, {}).size(), 2U);
    EXPECT_EQ(choose_lies(lies, {"will/*"}).size(), 2U);
    ASSERT_EQ(choose_lies(lies, {"will/early"}).size(), 1U);
    try {
        choose_lies(lies, {"will/lat"});
        FAIL();
    } catch (const ConfigError& mistake) {
        EXPECT_STREQ(mistake.what(),
                     "error: no lie is called 'will/lat'; did you mean 'will/late'?");
    }
}

}  // namespace
}  // namespace breakwire::harness
