#include "scenarios/campaign/mutation.hpp"

#include <gtest/gtest.h>

#include <set>

#include "scenarios/language/find_mistakes.hpp"
#include "scenarios/language/yaml_text.hpp"
#include "scenarios/testing/kinds.hpp"

namespace breakwire::scenarios {
namespace {

/// A campaign of three devices, and its schedules with mutations.
class MutationOf : public testing::Test {
protected:
    MutationOf() {
        Mistakes mistakes;
        scenario = read_scenario(
            "scenario: all is well\n"
            "devices: {a: {model: sensor}, b: {model: sensor}, c: {model: sensor}}\n"
            "steps: [{start: [a, b, c]}]\n"
            "campaign:\n"
            "  for: 10m\n"
            "  quiet: {every: 2m, for: 1m}\n"
            "  faults:\n"
            "    - {rst: {}, every: 30s}\n"
            "    - {link_down: {}, every: 1m, for: 5s..90s}\n"
            "    - {restart: {down_for: 1s..20s}, every: 1m}\n",
            "storm.yaml", test_kinds(), mistakes);
        EXPECT_TRUE(mistakes.empty());
    }

    std::vector<Episode> schedule(std::uint64_t seed,
                                  const std::vector<std::uint64_t>& mutations = {}) const {
        const Cast cast = cast_of(*scenario, test_faults());
        std::vector<Episode> out = draw_schedule(*scenario->campaign, cast, Luck(seed));
        for (const std::uint64_t each : mutations) {
            out = mutated(std::move(out), *scenario->campaign, cast, Luck(seed), each);
        }
        return out;
    }
    static std::string in_words(const std::vector<Episode>& schedule) {
        std::string out;
        for (const Episode& one : schedule) {
            out += to_string(one.at) + ' ' + yaml_in_line(one.step()) + '\n';
        }
        return out;
    }

    std::optional<Scenario> scenario;
};

TEST_F(MutationOf, AScheduleIsTheSameAgainForTheSameNumber) {
    EXPECT_EQ(in_words(schedule(5, {7})), in_words(schedule(5, {7})));
    EXPECT_EQ(in_words(schedule(5, {7, 8})), in_words(schedule(5, {7, 8})));
}

TEST_F(MutationOf, ASchedulesMutationsAreAllDifferent) {
    std::set<std::string> all{in_words(schedule(5))};
    for (std::uint64_t mutation = 1; mutation <= 50; ++mutation) {
        all.insert(in_words(schedule(5, {mutation})));
    }
    EXPECT_EQ(all.size(), 51U);
}

TEST_F(MutationOf, AScheduleLeavesAnExcerptOfIt) {
    const std::vector<Episode> before = schedule(5);
    std::size_t kept = 0;
    for (std::uint64_t mutation = 1; mutation <= 40; ++mutation) {
        const std::string after = in_words(schedule(5, {mutation}));
        for (const Episode& one : before) {
            if (after.find(in_words({one})) != std::string::npos) ++kept;
        }
    }
    // Three quarters on average, less what quarrels with the rest of the new schedule.
    EXPECT_GT(kept, before.size() * 40 / 4);
    EXPECT_LT(kept, before.size() * 40 * 9 / 10);
}

TEST_F(MutationOf, AScheduleBringsMoreThanASeedAloneDraws) {
    std::size_t drawn = 0;
    std::size_t mutations = 0;
    for (std::uint64_t number = 1; number <= 40; ++number) {
        drawn += schedule(number).size();
        mutations += schedule(5, {number}).size();
    }
    EXPECT_GT(mutations, drawn * 11 / 10);
}

TEST_F(MutationOf, AScheduleKeepsItsOrderItsEndAndItsQuietPeriods) {
    for (std::uint64_t mutation = 1; mutation <= 50; ++mutation) {
        Duration before{};
        for (const Episode& one : schedule(5, {mutation, mutation + 1000})) {
            EXPECT_GE(one.at, before);
            EXPECT_LE(one.at + one.lasts.value_or(Duration{}), 10min);
            // Two minutes of faults and a minute of quiet by turns.
            EXPECT_LT(one.at % Duration{3min}, 2min);
            before = one.at;
        }
    }
}

}  // namespace
}  // namespace breakwire::scenarios
