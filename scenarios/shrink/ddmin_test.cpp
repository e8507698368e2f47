#include "scenarios/shrink/ddmin.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace breakwire::scenarios {
namespace {

/// It happens as long as all of `needed` are there; counts how many subsets were tried.
FirstThatHolds with_all_of(const Subset& needed, int& tried) {
    return [needed, &tried](const std::vector<Subset>& subsets) -> std::optional<std::size_t> {
        for (std::size_t i = 0; i < subsets.size(); ++i) {
            ++tried;
            if (std::includes(subsets[i].begin(), subsets[i].end(), needed.begin(), needed.end())) {
                return i;
            }
        }
        return std::nullopt;
    };
}

TEST(Ddmin, FindsExactlyWhatIsNeededWhereverItIs) {
    int tried = 0;
    EXPECT_EQ(ddmin(100, with_all_of({3, 50, 99}, tried)), (Subset{3, 50, 99}));
    EXPECT_LT(tried, 200);
    EXPECT_EQ(ddmin(8, with_all_of({0, 1, 2, 3, 4, 5, 6, 7}, tried)),
              (Subset{0, 1, 2, 3, 4, 5, 6, 7}));
    EXPECT_EQ(ddmin(1, with_all_of({0}, tried)), Subset{0});
}

TEST(Ddmin, FindsOneOfManyInAFewTries) {
    int tried = 0;
    EXPECT_EQ(ddmin(1024, with_all_of({700}, tried)), Subset{700});
    EXPECT_LT(tried, 40);
}

TEST(Ddmin, FindsThatNothingIsNeeded) {
    int tried = 0;
    EXPECT_EQ(ddmin(100, with_all_of({}, tried)), Subset{});
    EXPECT_EQ(tried, 1);
    EXPECT_EQ(ddmin(0, with_all_of({}, tried)), Subset{});
}

/// Either of two will do, and a third makes it not happen: nothing monotonous about it.
TEST(Ddmin, EndsWithSomethingOfWhichNoPartCanBeLeftOut) {
    const auto happens = [](const Subset& subset) {
        const auto has = [&](std::size_t part) {
            return std::binary_search(subset.begin(), subset.end(), part);
        };
        return (has(2) || has(9)) && has(4) && (has(5) || !has(6));
    };
    const Subset found = ddmin(12, [&](const std::vector<Subset>& subsets) {
        const auto first = std::find_if(subsets.begin(), subsets.end(), happens);
        return first == subsets.end()
                   ? std::nullopt
                   : std::optional(static_cast<std::size_t>(first - subsets.begin()));
    });
    EXPECT_TRUE(happens(found));
    for (std::size_t i = 0; i < found.size(); ++i) {
        Subset less = found;
        less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_FALSE(happens(less));
    }
}

}  // namespace
}  // namespace breakwire::scenarios
