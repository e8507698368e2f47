#include "scenarios/campaign/schedule.hpp"

#include <gtest/gtest.h>

#include "scenarios/language/find_mistakes.hpp"
#include "scenarios/language/yaml_text.hpp"
#include "scenarios/testing/kinds.hpp"

namespace breakwire::scenarios {
namespace {

Scenario campaign_of(const std::string& rules, const std::string& more = {}) {
    Mistakes mistakes;
    const Kinds kinds = test_kinds();
    auto scenario = read_scenario(
        "scenario: all is well in a storm\n"
        "devices: {a: {model: sensor}, b: {model: sensor}, c: {model: sensor}}\n"
        "steps: [{start: [a, b, c]}]\n"
        "campaign:\n"
        "  for: 10m\n" +
            more + "  faults:\n" + rules,
        "storm.yaml", kinds, mistakes);
    for (const ConfigError& mistake : mistakes.found()) ADD_FAILURE() << mistake.what();
    return scenario.value_or(Scenario{});
}

std::vector<Episode> schedule_of(const Scenario& scenario, std::uint64_t seed) {
    return draw_schedule(*scenario.campaign, cast_of(scenario, test_faults()), Luck(seed));
}

std::string in_words(const std::vector<Episode>& schedule) {
    std::string out;
    for (const Episode& one : schedule) {
        out += to_string(one.at) + ' ' + yaml_in_line(one.step()) + '\n';
    }
    return out;
}

TEST(Schedule, IsTheSameForTheSameSeedAndAnotherForAnother) {
    const Scenario scenario = campaign_of("    - {rst: {}, every: 30s}\n");
    EXPECT_EQ(in_words(schedule_of(scenario, 5)), in_words(schedule_of(scenario, 5)));
    EXPECT_NE(in_words(schedule_of(scenario, 5)), in_words(schedule_of(scenario, 6)));
}

TEST(Schedule, HasFaultsAtTheRateThatWasAskedFor) {
    const Scenario scenario = campaign_of("    - {rst: {}, every: 30s}\n");
    std::size_t count = 0;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) count += schedule_of(scenario, seed).size();
    // Poisson with mean 2000: six standard deviations are 270.
    EXPECT_NEAR(static_cast<double>(count), 2000, 270);
}

TEST(Schedule, OneRuleMoreLeavesTheFaultsOfTheOthersAlone) {
    const Scenario one = campaign_of("    - {rst: {}, every: 1m}\n");
    const Scenario two = campaign_of("    - {fin: {}, every: 1m}\n    - {rst: {}, every: 1m}\n");
    std::vector<Episode> resets = schedule_of(two, 5);
    std::erase_if(resets,
                  [](const Episode& each) { return each.fault.entries.front().key != "rst"; });
    EXPECT_EQ(in_words(resets), in_words(schedule_of(one, 5)));
}

TEST(Schedule, RestsBetweenFaultsThatComeInTurn) {
    const Scenario scenario = campaign_of("    - {partition: {}, rest: 10s..30s, for: 5s..60s}\n");
    const auto schedule = schedule_of(scenario, 5);
    ASSERT_GT(schedule.size(), 5U);
    for (std::size_t i = 1; i < schedule.size(); ++i) {
        const Duration over = schedule[i - 1].at + *schedule[i - 1].lasts;
        EXPECT_GE(schedule[i].at + 1ms, over + 10s);  // instants are whole milliseconds
        EXPECT_LE(schedule[i].at, over + 31s);
    }
}

TEST(Schedule, ComesInBurstsWithGaps) {
    const Scenario scenario = campaign_of("    - {rst: {}, times: 1, burst: 4, gap: 100ms}\n");
    const auto schedule = schedule_of(scenario, 5);
    ASSERT_EQ(schedule.size(), 4U);
    EXPECT_EQ(schedule[3].at - schedule[0].at, 300ms);
}

TEST(Schedule, BefallsOnlyThoseThatAreNamedAndAllOfThem) {
    const Scenario scenario = campaign_of("    - {rst: {}, every: 5s, on: [a, b]}\n");
    std::set<std::string> devices;
    for (const Episode& one : schedule_of(scenario, 5)) {
        devices.insert(one.fault.entries.front().value.find("device")->text);
    }
    EXPECT_EQ(devices, (std::set<std::string>{"a", "b"}));
}

TEST(Schedule, CutsOffGroupsOfEverySize) {
    const Scenario scenario = campaign_of("    - {partition: {}, every: 5s, for: 1s}\n");
    std::set<std::size_t> sizes;
    for (const Episode& one : schedule_of(scenario, 5)) {
        const Node& devices = *one.fault.entries.front().value.find("devices");
        sizes.insert(devices.is_scalar() ? 1 : devices.items.size());
    }
    EXPECT_EQ(sizes, (std::set<std::size_t>{1, 2, 3}));
}

TEST(Schedule, NoFaultIsInForceInAQuietPeriodOrAfterTheEnd) {
    const Scenario scenario = campaign_of(
        "    - {link_down: {}, every: 10s, for: 5s..10m}\n    - {blackhole: {}, times: 5}\n",
        "  quiet: {every: 1m, for: 59s..61s}\n");
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        for (const Episode& one : schedule_of(scenario, seed)) {
            const Duration end = one.at + one.lasts.value_or(10min - one.at);
            EXPECT_LE(end, 10min);
            // Each busy stretch is a minute; the quiet ones between them may be a second off.
            EXPECT_LE(end - one.at, 1min);
        }
    }
}

TEST(Schedule, TheBrokerIsBackBeforeItGoesAgain) {
    const Scenario scenario = campaign_of(
        "    - {restart: {down_for: 20s..40s}, every: 20s}\n    - {pause: {}, every: 30s, for: "
        "10s}\n");
    Duration free{};
    for (const Episode& one : schedule_of(scenario, 5)) {
        EXPECT_GE(one.at, free);
        const Node* down = one.fault.entries.front().value.find("down_for");
        free = one.at + (down != nullptr ? parse_duration(down->text).value() : *one.lasts);
    }
    EXPECT_GT(free, Duration{});
}

TEST(Schedule, IsAnOrdinaryListOfSteps) {
    const Scenario scenario = campaign_of("    - {rst: a, times: 1}\n", "  calm: 20s\n");
    const std::vector<Episode> schedule = schedule_of(scenario, 5);
    ASSERT_EQ(schedule.size(), 1U);
    const Node steps = steps_of(*scenario.campaign, schedule);
    ASSERT_EQ(steps.items.size(), 5U);
    EXPECT_EQ(yaml_in_line(steps.items[0]), "{wait: " + to_string(schedule[0].at) + "}");
    EXPECT_EQ(yaml_in_line(steps.items[1]), "{fault: {rst: a}}");
    EXPECT_EQ(yaml_in_line(steps.items[2]), "{wait: " + to_string(10min - schedule[0].at) + "}");
    EXPECT_EQ(yaml_in_line(steps.items[3]), "heal");
    EXPECT_EQ(yaml_in_line(steps.items[4]), "{wait: 20s}");
}

}  // namespace
}  // namespace breakwire::scenarios
