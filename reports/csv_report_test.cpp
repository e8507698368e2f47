#include "reports/csv_report.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "reports/example_run.hpp"

namespace breakwire::reports {
namespace {

std::string csv_of(const RunSummary& run) {
    const std::string file = testing::TempDir() + "measures." + std::to_string(getpid()) + ".csv";
    CsvReport report;
    report.write_to(file);
    report.run_started(example_info());
    report.run_finished(run);
    std::string text = text_of(file);
    std::filesystem::remove(file);
    return text;
}

CaseResult measured(const std::string& id, std::map<std::string, std::string> parameters) {
    CaseResult result;
    result.id = id;
    result.mqtt = "5.0";
    result.broker = "mosquitto 2.0.11";
    result.seed = 7;
    result.verdict = Verdict::passed;
    result.recipe.parameters = std::move(parameters);
    result.measures = {{"delay", "s", 0.25}, {"loss", "share", std::nullopt}};
    return result;
}

TEST(CsvReport, HasARowForEachRunAndMeasure) {
    RunSummary run;
    run.cases = {measured("a[5.0,burst=5s,how=rst]#seed7", {{"burst", "5s"}, {"how", "rst"}})};
    const std::string cells =
        "\"a[5.0,burst=5s,how=rst]#seed7\",a,5.0,mosquitto 2.0.11,7,passed,"
        "5s,5,rst,,";
    EXPECT_EQ(csv_of(run),
              "case,scenario,mqtt,broker,seed,verdict,burst,burst_number,how,how_number,measure,"
              "unit,value\r\n" +
                  cells + "delay,s,0.25\r\n" + cells + "loss,share,\r\n");
}

TEST(CsvReport, LeavesParametersOpenThatACaseDoesNotHave) {
    RunSummary run;
    run.cases = {measured("a[5.0]", {}), measured("b[5.0]", {{"seed", "say \"hi\""}})};
    const std::string text = csv_of(run);
    EXPECT_NE(text.find("verdict,seed_,seed__number,measure"), std::string::npos);
    EXPECT_NE(text.find("a[5.0],a,5.0,mosquitto 2.0.11,7,passed,,,delay"), std::string::npos);
    EXPECT_NE(text.find(",\"say \"\"hi\"\"\",,delay"), std::string::npos);
}

TEST(CsvReport, LeavesCasesOutInWhichNothingIsMeasured) {
    EXPECT_EQ(csv_of(example_run()),
              "case,scenario,mqtt,broker,seed,verdict,measure,unit,value\r\n");
}

}  // namespace
}  // namespace breakwire::reports
