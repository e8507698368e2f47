#include "reports/json_report.hpp"

#include <gtest/gtest.h>

#include "reports/example_run.hpp"

namespace breakwire::reports {
namespace {

TEST(JsonReport, EqualsTheGoldenFile) {
    JsonReport report;
    const std::string text = reported(report, "out.json");
    EXPECT_EQ(text, golden("report.json", text));
}

TEST(JsonReport, HasNoChangesWithoutABaseline) {
    JsonReport report;
    const auto json = nlohmann::json::parse(reported(report, "out.json", /*compared=*/false));
    EXPECT_TRUE(json.at("changes").is_null());
}

TEST(JsonReport, KeepsTheCasesAsTheirFoldersHaveThem) {
    JsonReport report;
    const auto json = nlohmann::json::parse(reported(report, "out.json"));
    const CaseResult failed = case_result_from_json(json.at("cases").at(1));
    EXPECT_EQ(to_json(failed), to_json(example_run().cases.at(1)));
}

TEST(JsonReport, IsValidWhateverOctetsADeviceSent) {
    RunSummary run;
    run.cases = {example_run().cases.front()};
    run.cases.front().reason = "seen: \xFF\xFE";
    const std::string file = testing::TempDir() + "octets.json";
    JsonReport report;
    report.write_to(file);
    report.run_started(example_info());
    report.run_finished(run);
    EXPECT_TRUE(nlohmann::json::accept(text_of(file)));
}

}  // namespace
}  // namespace breakwire::reports
