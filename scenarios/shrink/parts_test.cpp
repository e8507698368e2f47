#include "scenarios/shrink/parts.hpp"

#include <gtest/gtest.h>

#include "scenarios/language/yaml_node.hpp"
#include "scenarios/language/yaml_text.hpp"

namespace breakwire::scenarios {
namespace {

Node parts_story(const std::string& text) {
    Mistakes mistakes;
    auto node = read_yaml(text, "story.yaml", mistakes);
    EXPECT_TRUE(mistakes.empty());
    return node.value_or(Node{});
}

std::string steps_text(const Node& scenario) { return yaml_in_line(*scenario.find("steps")); }

TEST(Parts, AStepLessLeavesTheOthersAtTheirTimes) {
    const Node scenario =
        parts_story("steps: [{start: a}, {wait: 2s}, {fault: {rst: a}}, {wait: 3s}, heal]");
    const Parts steps = steps_in(scenario);
    EXPECT_EQ(steps.count, 3U);
    EXPECT_EQ(steps_text(steps.keep({0, 2})), "[{start: a}, {wait: 5s}, heal]");
    EXPECT_EQ(steps_text(steps.keep({})), "[{wait: 5s}]");
}

TEST(Parts, WithADeviceGoesWhatIsSaidAboutIt) {
    const Node scenario = parts_story(
        "{devices: {a: {}, b: {}}, steps: [{start: [a, b]}, {wait: 1s}, {fault: {rst: a}}, "
        "{fault: {partition: {devices: [a, b]}, for: 5s}}, {fault: {fin: {device: [a]}}}, "
        "{expect: {a: connected, within: 1s}}, {wait: 2s}]}");
    const Node without_a = devices_in(scenario).keep({1});
    EXPECT_EQ(yaml_in_line(*without_a.find("devices")), "{b: {}}");
    EXPECT_EQ(steps_text(without_a),
              "[{start: [b]}, {wait: 1s}, {fault: {partition: {devices: [b]}, for: 5s}}, "
              "{wait: 2s}]");
}

TEST(Parts, SettingsGoOneByOneAndModelsStay) {
    const Node scenario = parts_story(
        "{scenario: s, tags: [x], links: {field: {delay: 1ms}}, devices: {a: {model: sensor, link: "
        "field, publish: [{topic: t, qos: 1}]}}, steps: [{start: [a, b]}]}");
    const Parts settings = settings_in(scenario);
    Subset all(settings.count);
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    EXPECT_EQ(yaml_text(settings.keep(all)), yaml_text(scenario));
    EXPECT_EQ(yaml_in_line(settings.keep({})),
              "{scenario: s, devices: {a: {model: sensor}}, steps: [{start: []}]}");
    for (std::size_t i = 0; i < all.size(); ++i) {
        Subset one_less = all;
        one_less.erase(one_less.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_LT(yaml_text(settings.keep(one_less)).size(), yaml_text(scenario).size()) << i;
    }
}

TEST(Parts, DialsAreTimesOfStepsAndGapsBetweenMessages) {
    const Node scenario = parts_story(
        "{devices: {a: {publish: {every: 1s}}}, steps: [{wait: 5s}, {fault: {rst: a}, for: 2s}, "
        "{wait: 1s}]}");
    const std::vector<Dial> dials = dials_in(scenario);
    ASSERT_EQ(dials.size(), 4U);
    EXPECT_EQ(steps_text(dials[0].set(3s)), "[{wait: 3s}, {fault: {rst: a}, for: 2s}, {wait: 1s}]");
    EXPECT_EQ(steps_text(dials[0].set({})), "[{fault: {rst: a}, for: 2s}, {wait: 1s}]");
    EXPECT_EQ(steps_text(dials[1].set(10ms)),
              "[{wait: 5s}, {fault: {rst: a}, for: 10ms}, {wait: 1s}]");
    EXPECT_FALSE(dials[3].shorter);
    EXPECT_EQ(yaml_in_line(*dials[3].set(1min).find("devices")), "{a: {publish: {every: 1m}}}");
}

TEST(Parts, AreCounted) {
    const Node scenario = parts_story(
        "{devices: {a: {}, b: {}}, steps: [{wait: 5s}, {fault: {rst: a}}, {wait: 1s}]}");
    EXPECT_EQ(time_in(scenario), 6s);
    EXPECT_EQ(faults_in(scenario), 1U);
    EXPECT_EQ(device_count(scenario), 2U);
}

}  // namespace
}  // namespace breakwire::scenarios
