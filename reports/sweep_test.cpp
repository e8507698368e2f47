#include "reports/sweep.hpp"

#include <gtest/gtest.h>

namespace breakwire::reports {
namespace {

CaseResult run_of(const std::string& loss, std::uint64_t seed, std::optional<double> delay,
                  Verdict verdict = Verdict::passed) {
    CaseResult result;
    result.id = "sweeps/loss[5.0,loss=" + loss + "]#seed" + std::to_string(seed);
    result.mqtt = "5.0";
    result.seed = seed;
    result.verdict = verdict;
    result.recipe.parameters = {{"loss", loss}};
    result.measures = {{"delay", "s", delay}, {"late", "yes", seed % 2 == 0 ? 1.0 : 0.0}};
    return result;
}

std::vector<CaseResult> some_runs() {
    return {run_of("0%", 1, 1.0), run_of("5%", 1, 2.0),
            run_of("0%", 2, 3.0), run_of("5%", 2, std::nullopt, Verdict::failed),
            run_of("0%", 3, 8.0), run_of("5%", 3, 9.0, Verdict::inconclusive)};
}

TEST(Sweep, SumsUpRunsThatDifferByTheirSeeds) {
    const auto points = sweep_points(some_runs());
    ASSERT_EQ(points.size(), 6U);
    const SweepPoint& delay = points.at(1);
    EXPECT_EQ(delay.scenario, "sweeps/loss");
    EXPECT_EQ(delay.measure, "delay");
    EXPECT_EQ(delay.n, 3U);
    EXPECT_DOUBLE_EQ(delay.mean, 4);
    EXPECT_DOUBLE_EQ(delay.median, 3);
    EXPECT_DOUBLE_EQ(delay.interval->low, 1);
    EXPECT_DOUBLE_EQ(delay.interval->high, 8);
}

TEST(Sweep, LeavesOutWhatProvesNothingAndCountsWhatHadNothingToMeasure) {
    const SweepPoint delay = sweep_points(some_runs()).at(4);
    EXPECT_EQ(delay.parameters.at("loss"), "5%");
    EXPECT_EQ(delay.runs, 2U);
    EXPECT_EQ(delay.n, 1U);
    EXPECT_FALSE(delay.interval.has_value());
}

TEST(Sweep, KnowsWhichPartOfRunsPassedWithWilsonsInterval) {
    const SweepPoint passed = sweep_points(some_runs()).at(3);
    EXPECT_EQ(passed.measure, "passed");
    EXPECT_DOUBLE_EQ(passed.mean, 0.5);
    EXPECT_DOUBLE_EQ(passed.interval->low, interval_of_share(1, 2)->low);
}

TEST(Sweep, IsNothingWhereNothingWasMeasured) {
    CaseResult bare = run_of("0%", 1, 1.0);
    bare.measures.clear();
    EXPECT_TRUE(sweep_points({bare}).empty());
    EXPECT_EQ(sweep_text({}), "");
}

TEST(Sweep, IsATableForEachMeasure) {
    EXPECT_EQ(sweep_text(sweep_points(some_runs())),
              "sweeps/loss[5.0] passed (share of runs)\n"
              "  loss  n  mean               95 %  median\n"
              "    0%  3     1        0.4385 to 1       1\n"
              "    5%  2   0.5  0.09453 to 0.9055     0.5\n"
              "sweeps/loss[5.0] delay (s)\n"
              "  loss  n  mean    95 %  median\n"
              "    0%  3     4  1 to 8       3\n"
              "    5%  1     2               2\n"
              "sweeps/loss[5.0] late (share of runs)\n"
              "  loss  n    mean               95 %  median\n"
              "    0%  3  0.3333  0.06149 to 0.7923       0\n"
              "    5%  2     0.5  0.09453 to 0.9055     0.5\n");
}

TEST(Sweep, GoesIntoJsonWithNullForWhatIsNotThere) {
    const nlohmann::json point = to_json(sweep_points({run_of("5%", 1, std::nullopt)}).at(1));
    EXPECT_EQ(point.at("n"), 0);
    EXPECT_TRUE(point.at("mean").is_null());
    EXPECT_TRUE(point.at("high").is_null());
    EXPECT_EQ(point.at("parameters").at("loss"), "5%");
}

TEST(Sweep, ReadsNumbersInUnits) {
    EXPECT_EQ(number_in("1m30s"), 90.0);
    EXPECT_EQ(number_in("2.5%"), 2.5);
    EXPECT_EQ(number_in("2KiB"), 2048.0);
    EXPECT_EQ(number_in("64kbit/s"), 64000.0);
    EXPECT_EQ(number_in("-3.5"), -3.5);
    EXPECT_EQ(number_in("rst"), std::nullopt);
    EXPECT_EQ(number_in(""), std::nullopt);
}

}  // namespace
}  // namespace breakwire::reports
