#include "scenarios/campaign/drawn.hpp"

#include <gtest/gtest.h>

#include "scenarios/language/yaml_text.hpp"
#include "scenarios/testing/kinds.hpp"

namespace breakwire::scenarios {
namespace {

constexpr const char* storm = R"(
scenario: all is well in a storm
mqtt: [3.1.1, 5.0]
parameters: {gap: [30s, 40s]}
links: {field: {delay: 20ms}}
devices:
  "pump_{n}": {model: sensor, count: 2, link: field, publish: {topic: "plant/{n}"}}
  historian: {model: observer}
steps:
  - start: [historian, "pump_{n}"]
  - expect: {"pump_{n}": connected, within: 5s}
campaign:
  for: 5m
  faults: [{rst: {}, every: "{gap}"}]
)";

std::vector<Scenario> read(const std::string& text) {
    Mistakes mistakes;
    const Kinds kinds = test_kinds();
    auto scenarios = read_scenarios(text, "storm.yaml", kinds, mistakes);
    for (const ConfigError& mistake : mistakes.found()) ADD_FAILURE() << mistake.what();
    return scenarios;
}

TEST(Drawn, AddsWhatTheSeedDrawsBehindTheSteps) {
    const Scenario scenario = read(storm).front();
    const Scenario first = drawn(scenario, 1, test_faults());
    EXPECT_GT(first.steps.items.size(), scenario.steps.items.size() + 3);
    EXPECT_FALSE(first.campaign);
    EXPECT_NE(first.steps.items.size(), drawn(scenario, 2, test_faults()).steps.items.size());
    EXPECT_FALSE(make_steps(first, test_faults()).empty());
}

TEST(Drawn, WrittenOutItIsAFileWithTheSameSteps) {
    const Scenario scenario = read(storm).back();
    const std::string text =
        yaml_text(written_out(scenario, mqtt::Version::v5_0, 3, test_faults()));
    const std::vector<Scenario> again = read(text);
    ASSERT_EQ(again.size(), 1U) << text;
    EXPECT_EQ(again[0].versions, std::vector<mqtt::Version>{mqtt::Version::v5_0});
    EXPECT_EQ(again[0].devices.size(), 3U);
    EXPECT_TRUE(again[0].fleets.empty());
    EXPECT_FALSE(again[0].campaign);
    const auto before = make_steps(drawn(scenario, 3, test_faults()), test_faults());
    const auto after = make_steps(again[0], test_faults());
    // The step about the fleet has become two.
    ASSERT_EQ(after.size(), before.size() + 1) << text;
    for (std::size_t i = 2; i < before.size(); ++i) {
        EXPECT_EQ(after[i + 1]->text(), before[i]->text());
    }
}

TEST(Drawn, WrittenOutItHasTheValuesOfItsParameters) {
    const std::vector<Scenario> both = read(storm);
    const auto text = [&](const Scenario& one) {
        return yaml_text(written_out(one, mqtt::Version::v3_1_1, 3, test_faults()));
    };
    EXPECT_NE(text(both[0]), text(both[1]));
    EXPECT_EQ(text(both[0]).find("{gap}"), std::string::npos);
}

}  // namespace
}  // namespace breakwire::scenarios
