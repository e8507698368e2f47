#include "reports/case_result.hpp"

#include <gtest/gtest.h>

#include "reports/example_run.hpp"

namespace breakwire::reports {
namespace {

TEST(CaseResult, ComesBackFromJsonAsItWas) {
    for (const CaseResult& result : example_run().cases) {
        const nlohmann::json json = to_json(result);
        EXPECT_EQ(to_json(case_result_from_json(json)), json) << result.id;
    }
}

TEST(CaseResult, KeepsTheLieThatWasTold) {
    CaseResult result = example_run().cases.front();
    EXPECT_FALSE(to_json(result).contains("lie"));
    result.lie = "will/dropped";
    result.lie_hits = 3;
    result.recipe.lie_file = "/lies/will.yaml";
    const CaseResult back = case_result_from_json(to_json(result));
    EXPECT_EQ(back.lie, "will/dropped");
    EXPECT_EQ(back.lie_hits, 3U);
    EXPECT_EQ(back.recipe.lie_file, "/lies/will.yaml");
}

TEST(CaseResult, KeepsTheBoardsThatPlayed) {
    CaseResult result = example_run().cases.front();
    EXPECT_FALSE(to_json(result).contains("players"));
    result.players = {{"thermometer", "node-7", "node", "1.2.0", 2},
                      {"valve", "node-8", "", "", 0}};
    result.recipe.bench_file = "/bench.yaml";
    result.recipe.cast = {"thermometer=node-7"};
    const CaseResult back = case_result_from_json(to_json(result));
    EXPECT_EQ(to_json(back), to_json(result));
    EXPECT_EQ(describe(back.players[0]), "node-7, firmware node 1.2.0, 2 boots");
    EXPECT_EQ(describe(back.players[1]), "node-8");
}

TEST(CaseResult, KeepsHowLongThingsTook) {
    CaseResult result = example_run().cases.front();
    EXPECT_FALSE(to_json(result).contains("latencies"));
    result.latencies = {{"deliver", 12'000, 1200us, 2ms, 12'345us, 1s, 61s}};
    const CaseResult back = case_result_from_json(to_json(result));
    EXPECT_EQ(to_json(back), to_json(result));
    EXPECT_EQ(
        describe(back.latencies.front()),
        "deliver 12000 times: p50 1.2 ms, p90 2 ms, p99 12.3 ms, p99.9 1.000 s, max 61.000 s");
}

TEST(CaseResult, SaysWhatTheRecordLeavesOut) {
    CaseResult result = example_run().cases.front();
    EXPECT_FALSE(to_json(result).contains("left_out"));
    EXPECT_EQ(left_out_text(result), "");
    result.left_out = "49 of 50 devices of fleets";
    result.events_left_out = 1234;
    const CaseResult back = case_result_from_json(to_json(result));
    EXPECT_EQ(to_json(back), to_json(result));
    EXPECT_EQ(left_out_text(back),
              "the record leaves out 49 of 50 devices of fleets (1234 events, all judged)");
}

TEST(CaseResult, IsRefusedIfAWordIsUnknown) {
    nlohmann::json json = to_json(example_run().cases.front());
    json["verdict"] = "splendid";
    EXPECT_THROW(case_result_from_json(json), std::runtime_error);
}

TEST(Verdict, HasTheExitCodeOfTheTable) {
    EXPECT_EQ(exit_code(Verdict::passed), 0);
    EXPECT_EQ(exit_code(Verdict::known), 0);
    EXPECT_EQ(exit_code(Verdict::skipped), 0);
    EXPECT_EQ(exit_code(Verdict::failed), 1);
    EXPECT_EQ(exit_code(Verdict::inconclusive), 3);
    EXPECT_EQ(exit_code(Verdict::error), 70);
}

TEST(CaseResult, KeepsWhatWasMeasured) {
    CaseResult result;
    result.measures = {{"delay", "s", 0.25}, {"loss", "share", std::nullopt}};
    const CaseResult again = case_result_from_json(to_json(result));
    ASSERT_EQ(again.measures.size(), 2U);
    EXPECT_EQ(again.measures.front().value, 0.25);
    EXPECT_EQ(again.measures.back().unit, "share");
    EXPECT_FALSE(again.measures.back().value.has_value());
    EXPECT_FALSE(to_json(CaseResult()).contains("measures"));
}

}  // namespace
}  // namespace breakwire::reports
