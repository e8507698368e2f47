#include "harness/campaign/corpus.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace breakwire::harness {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Lineage, IsCalledByItsSeedAndItsMutations) {
    EXPECT_EQ(Lineage{17}.text(), "17");
    EXPECT_EQ((Lineage{17, {4, 981}}).text(), "17+4+981");
    EXPECT_EQ(Lineage{17}.ordinal(), 17U);
    EXPECT_EQ((Lineage{17, {4, 981}}).ordinal(), 981U);
}

TEST(Corpus, TellsWhatNoRunHadReachedBefore) {
    Corpus corpus;
    EXPECT_THAT(corpus.add({1}, {3, 5}), ElementsAre(3, 5));
    EXPECT_THAT(corpus.add({2}, {5, 7}), ElementsAre(7));
    EXPECT_THAT(corpus.add({3}, {3, 7}), IsEmpty());
    EXPECT_EQ(corpus.states(), 3U);
}

TEST(Corpus, BeginsWithSeeds) {
    const Corpus corpus;
    EXPECT_EQ(corpus.choose(9).text(), "9");
}

TEST(Corpus, MutatesWhatShowedSomethingNewAndNowAndThenTriesAFreshSeed) {
    Corpus corpus;
    corpus.add({1}, {3, 5});
    corpus.add({2}, {3});
    int fresh = 0;
    for (std::uint64_t ordinal = 100; ordinal < 500; ++ordinal) {
        const Lineage next = corpus.choose(ordinal);
        EXPECT_EQ(next.ordinal(), ordinal);
        if (next.mutations.empty()) {
            ++fresh;
        } else {
            EXPECT_EQ(next.text(), "1+" + std::to_string(ordinal));
        }
    }
    // A quarter of 400 with a standard deviation below 9.
    EXPECT_NEAR(fresh, 100, 50);
}

TEST(Corpus, PrefersWhatShowedMuchAndWasTriedLittle) {
    Corpus corpus;
    corpus.add({1}, {1, 2, 3, 4, 5, 6, 7, 8});
    corpus.add({2}, {9});
    const auto chosen = [&corpus](std::uint64_t seed) {
        int count = 0;
        for (std::uint64_t ordinal = 100; ordinal < 300; ++ordinal) {
            const Lineage next = corpus.choose(ordinal);
            if (!next.mutations.empty() && next.seed == seed) ++count;
        }
        return count;
    };
    EXPECT_GT(chosen(1), chosen(2));
    for (std::uint64_t ordinal = 10; ordinal < 30; ++ordinal) corpus.add({1, {ordinal}}, {1});
    EXPECT_LT(chosen(1), chosen(2));
}

TEST(Corpus, ChangesNoScheduleWithoutEnd) {
    Corpus corpus;
    corpus.add({1, {2, 3, 4, 5, 6, 7, 8, 9}}, {1});
    for (std::uint64_t ordinal = 100; ordinal < 120; ++ordinal) {
        EXPECT_EQ(corpus.choose(ordinal).text(), std::to_string(ordinal));
    }
}

}  // namespace
}  // namespace breakwire::harness
