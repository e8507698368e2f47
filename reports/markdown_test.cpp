#include "reports/markdown.hpp"

#include <gmock/gmock.h>

#include "reports/example_run.hpp"

namespace breakwire::reports {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Markdown, EqualsTheGoldenFile) {
    Markdown markdown;
    const std::string text = reported(markdown, "out.md");
    EXPECT_EQ(text, golden("report.md", text));
}

TEST(Markdown, SaysNothingOfABaselineThatThereIsNot) {
    Markdown markdown;
    EXPECT_THAT(reported(markdown, "out.md", /*compared=*/false), Not(HasSubstr("baseline")));
}

TEST(Markdown, KeepsWhatADeviceSentFromBreakingTheTable) {
    RunSummary run;
    run.cases = {example_run().cases.at(3)};
    run.cases.front().reason = "a | b\n<script>";
    const std::string file = testing::TempDir() + "cells.md";
    Markdown markdown;
    markdown.write_to(file);
    markdown.run_started(example_info());
    markdown.run_finished(run);
    EXPECT_THAT(text_of(file), HasSubstr("a \\| b &lt;script&gt; |"));
}

}  // namespace
}  // namespace breakwire::reports
