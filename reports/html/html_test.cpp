#include "reports/html/html.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "reports/example_run.hpp"
#include "reports/html/unpacking.hpp"
#include "sim/base/errors.hpp"
#include "sim/record/jsonl.hpp"

namespace breakwire::reports {
namespace {

namespace fs = std::filesystem;

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

std::string mistake_in(const std::string& specification) {
    try {
        html_to_file(specification);
    } catch (const ConfigError& mistake) {
        return mistake.what();
    }
    return "";
}

/// A run of two cases with records, of which the second failed.
class HtmlTest : public testing::Test {
protected:
    void SetUp() override {
        cases = {example_run().cases[0], example_run().cases[1]};
        for (CaseResult& result : cases) {
            result.folder = folder / result.id;
            fs::create_directories(result.folder);
            sim::JsonlWriter writer(fs::path(result.folder) / "record.jsonl", {{"seed", 7}});
            writer.write({1, Instant{1s}, sim::BrokerLog{"of " + result.id}});
        }
    }
    void TearDown() override { fs::remove_all(folder); }

    std::string report(Html html = Html()) {
        html.write_to(folder / "out.html");
        html.run_started(example_info());
        for (const CaseResult& result : cases) {
            html.case_finished(result);
            fs::remove_all(result.folder);  // as a run does that keeps nothing
        }
        html.run_finished({cases, 5s, 1, false});
        std::ostringstream text;
        text << std::ifstream(folder / "out.html").rdbuf();
        return text.str();
    }

    /// What the page finds in one of its elements; null if there is none.
    static json embedded(const std::string& page, const std::string& id) {
        const std::string begin = "<script type=\"text/plain\" id=\"" + id + "\">";
        const auto from = page.find(begin);
        if (from == std::string::npos) return {};
        const auto first = from + begin.size();
        return json::parse(unpack(page.substr(first, page.find('<', first) - first)));
    }

    fs::path folder = fs::path(testing::TempDir()) / ("html-" + std::to_string(getpid()));
    std::vector<CaseResult> cases;
};

TEST_F(HtmlTest, IsOnePageWithRunAndRecordsInIt) {
    const std::string page = report();
    EXPECT_THAT(page, testing::StartsWith("<!doctype html>"));
    EXPECT_THAT(page, testing::EndsWith("</html>\n"));
    EXPECT_EQ(embedded(page, "run")["cases"].size(), 2U);
    EXPECT_EQ(embedded(page, "record-0")["strings"][0], "of will/after_rst[3.1.1]");
    EXPECT_EQ(embedded(page, "record-1")["strings"][0], "of will/after_rst[5.0]");
}

TEST_F(HtmlTest, FetchesNothing) {
    const std::string page = report();
    EXPECT_THAT(page, HasSubstr("default-src 'none'"));
    EXPECT_THAT(page, Not(testing::ContainsRegex("(src|href)=\"?https?:")));
}

TEST_F(HtmlTest, LeavesOutPassedRecordsFirstWhereRoomIsShort) {
    const std::string page = report(Html(DataSize{100}));
    EXPECT_TRUE(embedded(page, "record-0").is_null());
    EXPECT_FALSE(embedded(page, "record-1").is_null());
}

TEST_F(HtmlTest, GoesAsFarAsATornRecordDoes) {
    std::ofstream(fs::path(cases[1].folder) / "record.jsonl", std::ios::app) << "{\"n\":2,";
    const json record = embedded(report(), "record-1");
    EXPECT_EQ(record["events"].size(), 1U);
    EXPECT_THAT(record["note"], HasSubstr("the last line is torn (7 octets)"));
}

TEST_F(HtmlTest, TellsOfCasesWithoutARecord) {
    fs::remove_all(cases[1].folder);
    const std::string page = report();
    EXPECT_TRUE(embedded(page, "record-1").is_null());
    EXPECT_EQ(embedded(page, "run")["cases"][1]["verdict"], "failed");
}

TEST(Html, TakesTheRoomForRecords) {
    EXPECT_NO_THROW(html_to_file("out.html"));
    EXPECT_NO_THROW(html_to_file("out.html,records=20MiB"));
}

TEST(Html, SaysWhatIsWrongWithAnOption) {
    EXPECT_THAT(mistake_in("out.html,record=1MiB"),
                HasSubstr("unknown option 'record' of the html report; did you mean 'records'?"));
    EXPECT_THAT(mistake_in("out.html,records=lots"), HasSubstr("such as 20MiB, got 'lots'"));
    EXPECT_THAT(mistake_in("out.html,records"), HasSubstr("such as 20MiB, got ''"));
}

}  // namespace
}  // namespace breakwire::reports
