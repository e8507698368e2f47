#include "reports/html/run_data.hpp"

#include <gtest/gtest.h>

#include "reports/example_run.hpp"

namespace breakwire::reports {
namespace {

using nlohmann::json;

json data(const RunInfo& run = example_info()) {
    return json::parse(run_data(run, example_run(), 1'800'000'000));
}

TEST(RunData, SaysWhatWasRunAndWhen) {
    const json run = data()["run"];
    EXPECT_EQ(run["version"], "0.1.0");
    EXPECT_EQ(run["command"], "breakwire run will");
    EXPECT_EQ(run["exit_code"], 70);
    EXPECT_EQ(run["interrupted"], false);
    EXPECT_EQ(run["made"], 1'800'000'000);
}

TEST(RunData, HasEveryCaseWithItsFindings) {
    const json cases = data()["cases"];
    ASSERT_EQ(cases.size(), 6U);
    EXPECT_EQ(cases[1]["verdict"], "failed");
    EXPECT_EQ(cases[1]["findings"][1]["id"], "v5/3.1.2-8");
    EXPECT_EQ(cases[1]["version"], "0.1.0");
    EXPECT_FALSE(cases[1].contains("recipe"));
}

TEST(RunData, WritesTheStatementOfALawOnceAndOnlyWhatWasExercised) {
    const json all = data();
    ASSERT_EQ(all["laws"].size(), 3U);
    EXPECT_EQ(all["laws"][0]["statement"], "the stored will is published");
    EXPECT_EQ(all["cases"][0]["laws"], json::parse("[[0,3,0]]"));
    EXPECT_EQ(all["cases"][1]["laws"], json::parse("[[2,0,1]]"));
}

TEST(RunData, TellsWhatHasChangedIfThereIsABaseline) {
    EXPECT_TRUE(data()["changes"].is_null());
    std::vector<CaseResult> before = example_run().cases;
    before[1].verdict = Verdict::passed;
    RunInfo run = example_info();
    run.baseline = std::make_shared<const std::vector<CaseResult>>(before);
    const json changes = data(run)["changes"];
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0]["kind"], "worse");
    EXPECT_EQ(changes[0]["id"], "will/after_rst[5.0]");
    EXPECT_EQ(changes[0]["verdict"], "failed");
    EXPECT_EQ(changes[0]["words"], "worse: passed -> failed");
}

TEST(RunData, TellsWhatBecameOfEachStatement) {
    const json coverage = data()["coverage"];
    const auto row = std::find_if(coverage.begin(), coverage.end(),
                                  [](const json& one) { return one["id"] == "v311/3.1.2-8"; });
    ASSERT_NE(row, coverage.end());
    EXPECT_EQ((*row)["standing"], "violated") << "a case of this version failed that names it";
    EXPECT_EQ((*row)["held"], 3);
    EXPECT_GT(coverage.size(), 100U) << "those that nobody looked at are there too";
}

}  // namespace
}  // namespace breakwire::reports
