#include "harness/cli/seeds.hpp"

#include <gmock/gmock.h>

namespace breakwire::harness {
namespace {

using testing::ElementsAre;

std::string read(const std::string& text) {
    const auto seeds = parse_seeds(text);
    return seeds ? seeds->text() : "";
}

reports::CaseResult result(std::uint64_t seed, reports::Verdict verdict) {
    reports::CaseResult made;
    made.id = "a[5.0]#seed" + std::to_string(seed);
    made.seed = seed;
    made.verdict = verdict;
    made.repeat = "breakwire run a.yaml --seed " + std::to_string(seed);
    return made;
}

Case named(const std::string& id) {
    Case one;
    one.id = id;
    return one;
}

TEST(SeedRange, IsReadFromText) {
    EXPECT_EQ(read("1..50"), "1..50");
    EXPECT_EQ(read("7"), "7..7");
    EXPECT_EQ(read("18446744073709551614..18446744073709551615"),
              "18446744073709551614..18446744073709551615");
    for (const char* wrong : {"", "..", "1..", "..5", "5..1", "1...5", "1-5", "a..b", "-1..5",
                              "0..1000000", "1..18446744073709551616"}) {
        EXPECT_EQ(read(wrong), "") << wrong;
    }
}

TEST(SeedRange, MultipliesCasesSeedBySeed) {
    const std::vector<Case> cases = sow({named("a[5.0]"), named("b[5.0]")}, {7, 8});
    std::vector<std::string> ids;
    for (const Case& one : cases) ids.push_back(one.id);
    EXPECT_THAT(ids, ElementsAre("a[5.0]#seed7", "b[5.0]#seed7", "a[5.0]#seed8", "b[5.0]#seed8"));
    EXPECT_EQ(cases[1].seed, 7U);
    EXPECT_EQ(cases[2].seed, 8U);
}

TEST(FirstFailingSeed, ComesWithTheCommandThatRepeatsIt) {
    using enum reports::Verdict;
    EXPECT_EQ(first_failing_seed({1, 4}, {result(1, passed), result(2, failed), result(3, error),
                                          result(4, inconclusive)}),
              "seeds 1..4: 2 failed, 2 first, in a[5.0]#seed2\n  breakwire run a.yaml --seed 2");
    EXPECT_EQ(first_failing_seed({1, 1}, {result(1, known)}), "seeds 1..1: none failed");
}

}  // namespace
}  // namespace breakwire::harness
