#include "harness/campaign/tally.hpp"

#include <gtest/gtest.h>

namespace breakwire::harness {
namespace {

using namespace std::chrono_literals;
using reports::Verdict;

JournalEntry entry(std::uint64_t seed, Verdict verdict) {
    JournalEntry one{"storm#seed" + std::to_string(seed), seed};
    one.verdict = verdict;
    one.repeat = "breakwire run storm.yaml --seed " + std::to_string(seed);
    if (verdict == Verdict::failed) one.breaches = {{"v5/4.3.3-10", "got twice"}};
    one.faults = 3;
    one.missed = 1;
    return one;
}

TEST(Tally, SaysHowFarItIs) {
    Tally tally(10);
    EXPECT_EQ(tally.line(0s), "0 of 10, 0.0 runs/s, 0 violated, 0 inconclusive");
    tally.add(entry(1, Verdict::passed), false);
    tally.add(entry(2, Verdict::failed), true);
    tally.add(entry(3, Verdict::inconclusive), true);
    EXPECT_EQ(tally.line(1s), "3 of 10, 2.0 runs/s, 1 violated, 1 inconclusive, 4 s left");
    EXPECT_FALSE(tally.complete());
}

TEST(Tally, NamesTheFirstSeedOfEachBreachWhateverTheOrderTheyCameIn) {
    Tally tally(3);
    tally.add(entry(9, Verdict::failed), false);
    tally.add(entry(4, Verdict::failed), true);
    tally.add(entry(5, Verdict::passed), true);
    EXPECT_EQ(tally.summary(2s),
              "3 of 3 runs (1 of them before), 2 in 2.0 s, 1.0 per second: 1 passed 2 failed\n"
              "faults: 9 drawn, 3 of them touched nothing\n"
              "v5/4.3.3-10: got twice\n"
              "  2 seeds, 4 first\n"
              "  breakwire run storm.yaml --seed 4\n");
    EXPECT_TRUE(tally.complete());
}

TEST(Tally, SaysHowManyStatesWereReachedAndWhenTheLastOfThemWas) {
    Tally tally(3);
    JournalEntry one = entry(1, Verdict::passed);
    one.new_states = {5, 7};
    tally.add(one, true);
    one.new_states = {9};
    tally.add(one, true);
    tally.add(entry(3, Verdict::passed), true);
    EXPECT_EQ(tally.line(1s), "3 of 3, 3.0 runs/s, 0 violated, 0 inconclusive, 3 states, 0 s left");
    EXPECT_EQ(tally.summary(1s),
              "3 of 3 runs, 3 in 1.0 s, 3.0 per second: 3 passed\n"
              "states: 3 reached, the last new one by run 2 of 3\n"
              "faults: 9 drawn, 3 of them touched nothing\n");
}

TEST(Tally, TellsRunsOfAGuidedCampaignApartThatShareASeed) {
    Tally tally(2);
    JournalEntry one = entry(4, Verdict::failed);
    tally.add(one, true);
    one.mutations = {6, 9};
    tally.add(one, true);
    EXPECT_NE(tally.findings().find("  2 runs, 4 first\n"), std::string::npos);
}

TEST(Tally, ExitsAsItsWorstRun) {
    Tally tally(9);
    tally.add(entry(1, Verdict::passed), true);
    EXPECT_EQ(tally.exit_code(), 0);
    tally.add(entry(2, Verdict::inconclusive), true);
    EXPECT_EQ(tally.exit_code(), 3);
    tally.add(entry(3, Verdict::failed), true);
    EXPECT_EQ(tally.exit_code(), 1);
    tally.add(entry(4, Verdict::error), true);
    EXPECT_EQ(tally.exit_code(), 70);
}

}  // namespace
}  // namespace breakwire::harness
