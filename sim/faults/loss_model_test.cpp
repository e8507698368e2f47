#include "sim/faults/loss_model.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/faults/fault_bench.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;

constexpr int segment_count = 100'000;

/// What becomes of `segment_count` segments in a row; true is lost.
std::vector<bool> fates(const LossModel& model, std::uint64_t seed = 5) {
    LossDraws draws;
    const Luck luck(seed, "link");
    std::vector<bool> lost;
    for (std::uint64_t i = 0; i < segment_count; ++i) lost.push_back(draws.next(model, luck, i));
    return lost;
}

double share(const std::vector<bool>& lost) {
    return static_cast<double>(std::ranges::count(lost, true)) / segment_count;
}

std::vector<int> bursts(const std::vector<bool>& lost) {
    std::vector<int> lengths;
    for (std::size_t i = 0; i < lost.size(); ++i) {
        if (!lost[i]) continue;
        if (i == 0 || !lost[i - 1]) lengths.push_back(0);
        ++lengths.back();
    }
    return lengths;
}

double mean(const std::vector<int>& all) {
    return std::accumulate(all.begin(), all.end(), 0.0) / static_cast<double>(all.size());
}

/// Five deviations of a share p of n independent segments: missed with a chance of 6e-7.
double five_deviations(double p, double n = segment_count) {
    return 5 * std::sqrt(p * (1 - p) / n);
}

LossModel gilbert_elliott(double p, double r, double bad = 100, double good = 0) {
    return {.gilbert_elliott = GilbertElliottLoss{{p}, Share{r}, {bad}, {good}}};
}

TEST(BernoulliLoss, LosesTheShareGivenOneByOne) {
    const auto lost = fates(LossModel::share({5}));
    EXPECT_NEAR(share(lost), 0.05, five_deviations(0.05));
    // Bursts are geometric: mean 1 / (1 - p); about 4750 of them, with a deviation of 0.24.
    EXPECT_NEAR(mean(bursts(lost)), 1 / 0.95, 5 * 0.24 / std::sqrt(4750));
}

TEST(BernoulliLoss, LosesNothingAtNoneAndAllAtAHundred) {
    EXPECT_EQ(share(fates(LossModel::share({0}))), 0);
    EXPECT_EQ(share(fates(LossModel::share({100}))), 1);
    EXPECT_EQ(share(fates({})), 0);
}

TEST(BernoulliLoss, GathersItsLossesByCorrelation) {
    const auto lost = fates({.bernoulli = BernoulliLoss{{5}, {90}}});
    // Segments this alike tell as much as n (1 - c) / (1 + c) free ones: a nineteenth.
    EXPECT_NEAR(share(lost), 0.05, five_deviations(0.05, segment_count / 19.0));
    EXPECT_GT(mean(bursts(lost)), 2);
}

TEST(GilbertElliottLoss, HasTheBurstsAndTheShareOfItsChain) {
    const auto lost = fates(gilbert_elliott(1, 25));
    const auto lengths = bursts(lost);
    // Bursts are geometric with mean 1/r = 4 and deviation sqrt(1 - r) / r = 3.46. A burst and a
    // pause together take 104 segments on average, so about 960 fit in.
    EXPECT_NEAR(mean(lengths), 4, 5 * 3.46 / std::sqrt(960));
    // The share of bad is p / (p + r). The chain forgets by 1 - p - r = 0.74 in each step, so its
    // segments tell as much as a (1 - 0.74) / (1 + 0.74) part of free ones.
    const double bad = 0.01 / 0.26;
    EXPECT_NEAR(share(lost), bad, five_deviations(bad, segment_count * 0.26 / 1.74));
    // A quarter of all bursts end after one segment, as geometric ones do.
    const auto ones = static_cast<double>(std::ranges::count(lengths, 1));
    const auto all = static_cast<double>(lengths.size());
    EXPECT_NEAR(ones / all, 0.25, five_deviations(0.25, all));
}

TEST(GilbertElliottLoss, LosesInBothStatesWhatEachIsGiven) {
    const auto lost = fates(gilbert_elliott(10, 30, 40, 2));
    // A quarter of the time bad: 0.25 * 40 % + 0.75 * 2 %.
    EXPECT_NEAR(share(lost), 0.115, five_deviations(0.115, segment_count * 0.4 / 1.6));
}

TEST(GilbertElliottLoss, IsBernoulliByDefaultAsNetemsIs) {
    const LossModel model{.gilbert_elliott = GilbertElliottLoss{{10}, {}, {100}, {}}};
    // r is 1 - p: bad is followed by bad with chance p, good by bad with chance p.
    EXPECT_NEAR(share(fates(model)), 0.1, five_deviations(0.1));
    EXPECT_NEAR(mean(bursts(fates(model))), 1 / 0.9, 0.03);
}

TEST(FourStateLoss, HasTheShareOfItsChain) {
    const FourStateLoss chain{{1}, Share{30}, {20}, {40}, {0.5}};
    const auto lost = fates({.four_state = chain});
    // In balance p13 s1 = p31 s3, p32 s3 = p23 s2 and s4 = p14 s1.
    const double s3 = 0.01 / 0.30;
    const double s2 = s3 * 0.20 / 0.40;
    const double s4 = 0.005;
    const double wanted = (s3 + s4) / (1 + s2 + s3 + s4);
    // Bursts last for about 1 / p31 + 1 / p32 segments; a tenth of the segments counts as free.
    EXPECT_NEAR(share(lost), wanted, five_deviations(wanted, segment_count / 10.0));
}

TEST(FourStateLoss, LosesAloneInAGap) {
    const auto lost = fates({.four_state = FourStateLoss{{0}, Share{100}, {0}, {100}, {2}}});
    EXPECT_NEAR(share(lost), 0.02 / 1.02, five_deviations(0.02));
    EXPECT_THAT(bursts(lost), ::testing::Each(1));
}

TEST(FourStateLoss, IsBernoulliByDefaultAsNetemsIs) {
    const LossModel model{.four_state = FourStateLoss{{10}, {}, {}, {100}, {}}};
    EXPECT_NEAR(share(fates(model)), 0.1, five_deviations(0.1));
}

TEST(PatternLoss, LosesWhatIsMarked) {
    const auto lost = fates({.pattern = PatternLoss{"..x", true}});
    EXPECT_EQ(std::vector<bool>(lost.begin(), lost.begin() + 7),
              (std::vector<bool>{false, false, true, false, false, true, false}));
    const auto once = fates({.pattern = PatternLoss{".xx", false}});
    EXPECT_THAT(bursts(once), ElementsAre(2));
}

TEST(LossDraws, AreTheSameForTheSameSeedAndOthersForAnother) {
    const LossModel model = gilbert_elliott(1, 25);
    EXPECT_EQ(fates(model), fates(model));
    EXPECT_NE(fates(model), fates(model, 6));
}

// --- As it is typed -----------------------------------------------------------------------------

std::vector<std::string> loss_mistakes(std::string_view typed) {
    Mistakes mistakes;
    ValueType<LossModel>::read(flow(typed), mistakes);
    std::vector<std::string> out;
    for (const ConfigError& mistake : mistakes.found()) out.emplace_back(mistake.what());
    return out;
}

TEST(LossModel, IsReadAsItIsWritten) {
    for (const std::string typed :
         {"1%", "{bernoulli: {p: 1%, correlation: 25%}}", "{gilbert_elliott: {p: 1%}}",
          "{gilbert_elliott: {p: 1%, r: 25%, 1-h: 50%, 1-k: 0.1%}}",
          "{four_state: {p13: 1%, p31: 30%, p32: 20%, p23: 40%, p14: 0.5%}}",
          "{pattern: {cycle: \"..x\", repeat: false}}"}) {
        Mistakes mistakes;
        const auto model = ValueType<LossModel>::read(flow(typed), mistakes);
        ASSERT_TRUE(model) << typed;
        EXPECT_EQ(ValueType<LossModel>::text(*model), typed);
    }
}

TEST(LossModel, SaysWhatIsWrongAndWhere) {
    EXPECT_THAT(loss_mistakes("5"), ElementsAre("a.yaml:1:1: error: expected a percentage from 0% "
                                                "to 100%, such as 5% or 0.1%, got '5'"));
    EXPECT_THAT(loss_mistakes("{gilbert: {p: 1%}}"),
                ElementsAre("a.yaml:1:2: error: unknown key 'gilbert'; known: bernoulli, "
                            "gilbert_elliott, four_state, pattern"));
    EXPECT_THAT(loss_mistakes("{}"),
                ElementsAre("a.yaml:1:1: error: bernoulli or another model is missing"));
    EXPECT_THAT(loss_mistakes("{bernoulli: 1%, pattern: x}"),
                ElementsAre("a.yaml:1:26: error: pattern is not the only model"));
    EXPECT_THAT(loss_mistakes("{four_state: {p13: 60%, p14: 50%, p31: 100%}}"),
                ElementsAre("a.yaml:1:30: error: p14 and p13 are more than 100%"));
    EXPECT_THAT(loss_mistakes("{four_state: {p13: 1%, p32: 50%}}"),
                ElementsAre("a.yaml:1:29: error: p32 and p31 (1 - p13) are more than 100%"));
    EXPECT_THAT(loss_mistakes("{pattern: {cycle: ..y}}"),
                ElementsAre("a.yaml:1:19: error: cycle is not made of . and x, or has no x"));
}

}  // namespace
}  // namespace breakwire::sim
