#include "reports/junit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "reports/example_run.hpp"
#include "reports/xml.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::reports {
namespace {

/// The report of the example run, in a file of this test's own.
class JunitFile : public testing::Test {
protected:
    void SetUp() override {
        path_ =
            std::filesystem::path(testing::TempDir()) /
            (std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) + ".xml");
        Junit junit;
        junit.write_to(path_);
        play(junit);
    }
    void TearDown() override { std::filesystem::remove(path_); }

    std::filesystem::path path_;
};

TEST_F(JunitFile, EqualsTheGoldenFile) {
    std::ostringstream text;
    text << std::ifstream(path_).rdbuf();
    EXPECT_EQ(text.str(), golden("junit.xml", text.str()));
}

TEST_F(JunitFile, FollowsTheCommonSchema) {
    const std::string check = "xmllint --noout --schema '" + std::string(BREAKWIRE_GOLDEN_FOLDER) +
                              "/junit.xsd' '" + path_.string() + "' 2>&1";
    EXPECT_EQ(std::system(check.c_str()), 0);
}

TEST_F(JunitFile, LeavesNoPartialFileBehind) {
    EXPECT_FALSE(std::filesystem::exists(path_.string() + ".part"));
}

TEST(Junit, NamesTheBoardsThatPlayed) {
    RunSummary summary = example_run();
    summary.cases.front().players = {{"thermometer", "node-7", "node", "1.2.0", 2}};
    const std::string file = testing::TempDir() + "players.xml";
    Junit junit;
    junit.write_to(file);
    junit.run_started(example_info());
    junit.run_finished(summary);
    EXPECT_THAT(text_of(file),
                testing::HasSubstr("<property name=\"player.thermometer[3.1.1]\" "
                                   "value=\"node-7, firmware node 1.2.0, 2 boots\"/>"));
}

TEST(Junit, SaysWhichFileCannotBeWritten) {
    Junit junit;
    junit.write_to("/nonexistent/report.xml");
    EXPECT_THROW(play(junit), EnvironmentError);
}

TEST(XmlText, EscapesMarkupAndReplacesWhatXmlCannotHold) {
    EXPECT_EQ(xml_text("a<b>&\"c\""), "a&lt;b&gt;&amp;&quot;c&quot;");
    EXPECT_EQ(xml_text(std::string_view("\x01\xFF", 2)), "\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_EQ(xml_text("gr\xC3\xBC\xC3\x9F"), "gr\xC3\xBC\xC3\x9F");
}

TEST(MakeReporter, NamesTheReporterThatWasMeant) {
    try {
        make_reporter("junti:out.xml");
        FAIL() << "made a reporter that does not exist";
    } catch (const ConfigError& error) {
        EXPECT_STREQ(error.what(), "error: unknown report 'junti'; did you mean 'junit'?");
    }
}

TEST(MakeReporter, WantsAFileForAFileReport) { EXPECT_THROW(make_reporter("junit"), ConfigError); }

}  // namespace
}  // namespace breakwire::reports
