#include "reports/tap_report.hpp"

#include <gmock/gmock.h>

#include "reports/example_run.hpp"

namespace breakwire::reports {
namespace {

using ::testing::HasSubstr;

TEST(TapReport, EqualsTheGoldenFile) {
    TapReport tap;
    const std::string text = reported(tap, "out.tap");
    EXPECT_EQ(text, golden("report.tap", text));
}

TEST(TapReport, KeepsAReasonFromBeingTakenForADirective) {
    RunSummary run;
    run.cases = {example_run().cases.front()};
    run.cases.front().id = "a # SKIP\nnot ok 2";
    run.interrupted = true;
    const std::string file = testing::TempDir() + "escaped.tap";
    TapReport tap;
    tap.write_to(file);
    tap.run_started(example_info());
    tap.run_finished(run);
    EXPECT_THAT(text_of(file), HasSubstr("ok 1 - a \\# SKIP not ok 2\nBail out! interrupted\n"));
}

}  // namespace
}  // namespace breakwire::reports
