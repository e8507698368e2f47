#include "sim/faults/spread.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/faults/fault_bench.hpp"
#include "sim/faults/link_settings.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;

constexpr int draw_count = 40'000;

/// In milliseconds.
std::vector<double> draws(const Spread& spread, std::uint64_t seed = 7) {
    SpreadDraws source;
    const Luck luck(seed, "link");
    std::vector<double> out;
    for (std::uint64_t i = 0; i < draw_count; ++i) {
        out.push_back(
            std::chrono::duration<double, std::milli>(source.next(spread, luck, i)).count());
    }
    return out;
}

double mean(const std::vector<double>& all) {
    return std::accumulate(all.begin(), all.end(), 0.0) / static_cast<double>(all.size());
}

double deviation(const std::vector<double>& all) {
    const double middle = mean(all);
    double squares = 0;
    for (const double each : all) squares += (each - middle) * (each - middle);
    return std::sqrt(squares / static_cast<double>(all.size()));
}

double share_up_to(const std::vector<double>& all, double limit) {
    const auto count = std::ranges::count_if(all, [&](double each) { return each <= limit; });
    return static_cast<double>(count) / static_cast<double>(all.size());
}

/// How like each draw is to the one before.
double likeness(const std::vector<double>& all) {
    const double middle = mean(all);
    double together = 0;
    for (std::size_t i = 1; i < all.size(); ++i) {
        together += (all[i] - middle) * (all[i - 1] - middle);
    }
    return together / static_cast<double>(all.size()) / (deviation(all) * deviation(all));
}

/// By Dvoretzky, Kiefer, Wolfowitz and Massart the share of n draws below any limit is within e of
/// the true one everywhere at once, but for a chance of 2 exp(-2 n e^2): 1e-6 for these n and e.
constexpr double share_error = 0.0135;

/// The mean of n draws is within 5 deviations / sqrt(n) of the true one, but for a chance of 6e-7.
double near(double one_deviation) { return 5 * one_deviation / std::sqrt(draw_count); }

Spread shaped(Dist dist, Duration by = 10ms) {
    Spread spread(by);
    spread.dist = dist;
    return spread;
}

double normal_below(double score) { return std::erfc(-score / std::sqrt(2.0)) / 2; }

TEST(Spread, ConstantAddsTheSameToEachSegment) {
    const auto all = draws(shaped(Dist::constant));
    EXPECT_EQ(share_up_to(all, 9.999), 0);
    EXPECT_EQ(share_up_to(all, 10), 1);
}

TEST(Spread, UniformFillsItsIntervalEvenly) {
    const auto all = draws(10ms);
    EXPECT_GE(std::ranges::min(all), -10);
    EXPECT_LE(std::ranges::max(all), 10);
    EXPECT_NEAR(mean(all), 0, near(10 / std::sqrt(3.0)));
    for (const double limit : {-8.0, -3.0, 0.0, 5.0, 9.0}) {
        EXPECT_NEAR(share_up_to(all, limit), (limit + 10) / 20, share_error) << limit;
    }
}

TEST(Spread, NormalHasTheStandardDeviationGiven) {
    const auto all = draws(shaped(Dist::normal));
    EXPECT_NEAR(mean(all), 0, near(10));
    // The deviation of n normal draws has a deviation of 1 / sqrt(2 n) of itself; 5 of them.
    EXPECT_NEAR(deviation(all), 10, 5 * 10 / std::sqrt(2.0 * draw_count));
    for (const double score : {-2.0, -0.5, 0.0, 1.0, 2.5}) {
        EXPECT_NEAR(share_up_to(all, 10 * score), normal_below(score), share_error) << score;
    }
}

TEST(Spread, LognormalHasTheMedianAndSigmaGiven) {
    Spread spread = shaped(Dist::lognormal);
    spread.sigma = 0.5;
    const auto all = draws(spread);
    EXPECT_GT(std::ranges::min(all), 0);
    EXPECT_NEAR(share_up_to(all, 10), 0.5, share_error);
    EXPECT_NEAR(share_up_to(all, 10 * std::exp(0.5)), normal_below(1), share_error);
    // Mean exp(s^2 / 2), variance (exp(s^2) - 1) exp(s^2), in medians.
    EXPECT_NEAR(mean(all), 10 * std::exp(0.125), near(10 * std::sqrt(std::expm1(0.25) * 1.2841)));
}

TEST(Spread, ExponentialHasTheMeanGiven) {
    const auto all = draws(shaped(Dist::exponential));
    EXPECT_GE(std::ranges::min(all), 0);
    EXPECT_NEAR(mean(all), 10, near(10));
    for (const double limit : {1.0, 10.0, 30.0}) {
        EXPECT_NEAR(share_up_to(all, limit), 1 - std::exp(-limit / 10), share_error) << limit;
    }
}

/// The share of netem's Pareto below `x` deviations: exponent 3, mean 3/2, variance 3/4.
double pareto_below(double x) { return 1 - std::pow(x * std::sqrt(0.75) + 1.5, -3); }

TEST(Spread, ParetoHasAHeavyTailAroundTheDelay) {
    const auto all = draws(shaped(Dist::pareto));
    // The least of Pareto is 1, which is 0.577 deviations below its mean.
    EXPECT_GE(std::ranges::min(all), -5.774);
    EXPECT_NEAR(mean(all), 0, near(10));
    for (const double x : {-0.5, 0.0, 1.0, 3.0}) {
        EXPECT_NEAR(share_up_to(all, 10 * x), pareto_below(x), share_error) << x;
    }
    // Beyond 10 deviations there are 9.7e-4, about 39 of these draws; a normal one never gets
    // there.
    EXPECT_GT(std::ranges::max(all), 100);
}

TEST(Spread, ParetonormalIsAQuarterNormalAndThreeQuartersPareto) {
    const auto all = draws(shaped(Dist::paretonormal));
    // Independent parts: the variances add up to 1/16 + 9/16.
    EXPECT_NEAR(mean(all), 0, near(10 * std::sqrt(0.625)));
    // Below every Pareto, where only the normal part can go.
    EXPECT_LT(std::ranges::min(all), -7.5 * 0.5774);
    // The tail is Pareto's: 3/4 x > 40 means x > 5.33 deviations.
    EXPECT_NEAR(share_up_to(all, 40), pareto_below(40 / 7.5), share_error);
}

TEST(Spread, QuantilesTakePublishedPercentilesAsTheyStand) {
    Spread spread;
    spread.quantiles = Quantiles({{50, 3ms}, {90, 20ms}, {99, 250ms}});
    const auto all = draws(spread);
    EXPECT_NEAR(share_up_to(all, 3), 0.5, share_error);
    EXPECT_NEAR(share_up_to(all, 20), 0.9, share_error);
    EXPECT_NEAR(share_up_to(all, 249.999), 0.99, share_error);
    EXPECT_NEAR(share_up_to(all, 1.5), 0.25, share_error);  // evenly in between, and from 0s on
    EXPECT_EQ(std::ranges::max(all), 250);                  // nothing is made up beyond the last
}

TEST(Spread, QuantilesKeepToAMinimumAndAMaximum) {
    Spread spread;
    spread.quantiles = Quantiles({{0, 10ms}, {50, 20ms}, {100, 40ms}});
    const auto all = draws(spread);
    EXPECT_GE(std::ranges::min(all), 10);
    EXPECT_LE(std::ranges::max(all), 40);
    EXPECT_NEAR(share_up_to(all, 30), 0.75, share_error);
}

TEST(Spread, ATableIsDrawnFromEvenly) {
    Spread spread;
    spread.table = {1ms, 2ms, 80ms, 2ms};
    const auto all = draws(spread);
    EXPECT_NEAR(share_up_to(all, 1), 0.25, share_error);
    EXPECT_NEAR(share_up_to(all, 2), 0.75, share_error);
    EXPECT_EQ(share_up_to(all, 79), share_up_to(all, 2));
    EXPECT_EQ(std::ranges::max(all), 80);
}

TEST(Spread, CorrelationMakesNeighboursAlikeAndKeepsTheDistribution) {
    Spread spread = shaped(Dist::normal);
    // An estimate of a correlation c from n draws has a deviation of sqrt((1 - c^2) / n).
    EXPECT_NEAR(likeness(draws(spread)), 0, 5 / std::sqrt(draw_count));
    spread.correlation = {75};
    const auto all = draws(spread);
    EXPECT_NEAR(likeness(all), 0.75, 5 * std::sqrt(1 - 0.75 * 0.75) / std::sqrt(draw_count));
    // n draws with correlation c tell as much as n (1 - c) / (1 + c) free ones: a seventh here.
    EXPECT_NEAR(mean(all), 0, near(10) * std::sqrt(7.0));
    EXPECT_NEAR(share_up_to(all, 10), normal_below(1), share_error * std::sqrt(7.0));
}

TEST(Spread, IsTheSameForTheSameSeedAndAnotherForAnother) {
    const Spread spread = shaped(Dist::pareto);
    EXPECT_EQ(draws(spread), draws(spread));
    EXPECT_NE(draws(spread), draws(spread, 8));
}

// --- As it is typed -----------------------------------------------------------------------------

std::vector<std::string> jitter_mistakes(std::string_view typed) {
    Mistakes mistakes;
    ValueType<Spread>::read(flow(typed), mistakes);
    std::vector<std::string> out;
    for (const ConfigError& mistake : mistakes.found()) out.emplace_back(mistake.what());
    return out;
}

std::string reread(std::string_view typed) {
    Mistakes mistakes;
    const auto spread = ValueType<Spread>::read(flow(typed), mistakes);
    for (const ConfigError& mistake : mistakes.found()) ADD_FAILURE() << mistake.what();
    return spread ? ValueType<Spread>::text(*spread) : "";
}

TEST(Spread, IsReadAsItIsWritten) {
    for (const std::string typed :
         {"5ms", "{by: 5ms, correlation: 25%}", "{dist: normal, by: 5ms}",
          "{dist: lognormal, by: 5ms, sigma: 0.5}", "{quantiles: {p50: 3ms, p99.9: 250ms}}",
          "{dist: table, table: [1ms, 2ms]}", "{quantiles: {min: 1ms, max: 2s}}"}) {
        EXPECT_EQ(reread(typed), typed);
    }
    EXPECT_EQ(reread("{dist: quantiles, quantiles: {p99: 2s, p50: 1s}}"),
              "{dist: quantiles, quantiles: {p50: 1s, p99: 2s}}");
}

TEST(Spread, RefusesKeysThatItsDistributionDoesNotTake) {
    EXPECT_THAT(jitter_mistakes("{dist: normal}"),
                ElementsAre("a.yaml:1:1: error: by is what normal needs"));
    EXPECT_THAT(jitter_mistakes("{dist: table, by: 5ms}"),
                ElementsAre("a.yaml:1:19: error: by has no meaning for table",
                            "a.yaml:1:1: error: table is what table needs"));
    EXPECT_THAT(jitter_mistakes("{dist: normal, by: 5ms, sigma: 2}"),
                ElementsAre("a.yaml:1:32: error: sigma belongs to lognormal"));
    EXPECT_THAT(jitter_mistakes("{dist: lognormal, by: 5ms, sigma: 0}"),
                ElementsAre("a.yaml:1:35: error: sigma is not above 0 and at most 10"));
    EXPECT_THAT(jitter_mistakes("{table: []}"),
                ElementsAre("a.yaml:1:1: error: by is what uniform needs",
                            "a.yaml:1:9: error: table has no meaning for uniform",
                            "a.yaml:1:9: error: table is empty"));
    EXPECT_THAT(jitter_mistakes("{by: 5ms, correlation: 120%}"),
                ElementsAre("a.yaml:1:24: error: expected a percentage from 0% to 100%, such as 5% "
                            "or 0.1%, got '120%'"));
    EXPECT_THAT(jitter_mistakes("{dist: gamma, by: 5ms}"),
                ElementsAre("a.yaml:1:8: error: expected one of constant | uniform | normal | "
                            "lognormal | exponential | pareto | paretonormal | quantiles | table, "
                            "got 'gamma'"));
}

TEST(Spread, RefusesQuantilesThatFallOrRepeat) {
    EXPECT_THAT(jitter_mistakes("{quantiles: {p90: 2ms, p50: 3ms}}"),
                ElementsAre("a.yaml:1:19: error: p90 is less than p50"));
    EXPECT_THAT(jitter_mistakes("{quantiles: {p0: 2ms, min: 3ms}}"),
                ElementsAre("a.yaml:1:23: error: quantile 'min' is there twice"));
    EXPECT_THAT(
        jitter_mistakes("{quantiles: {q50: 3ms}}"),
        ElementsAre("a.yaml:1:14: error: 'q50' is no quantile; min, p50, p99.9 and max are"));
    EXPECT_THAT(jitter_mistakes("{quantiles: 3ms}"),
                ElementsAre("a.yaml:1:13: error: expected quantiles such as {p50: 3ms, p90: 20ms, "
                            "p99: 250ms}, got '3ms'"));
}

}  // namespace
}  // namespace breakwire::sim
