#include "scenarios/shrink/shrink.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "scenarios/language/yaml_node.hpp"
#include "scenarios/language/yaml_text.hpp"

namespace breakwire::scenarios {
namespace {

constexpr const char* long_story = R"(
scenario: All is well
seed: 17
tags: [storm]
links: {field: {delay: 20ms, loss: 1%}}
devices:
  a: {model: sensor, link: field, client: {keep_alive: 30s}, publish: {topic: t, every: 1s}}
  b: {model: observer, subscribe: [{filter: "#"}]}
  c: {model: sensor}
steps:
  - start: [a, b, c]
  - wait: 1m
  - fault: {rst: a}
  - wait: 17s
  - fault: {partition: {devices: [a, c]}, for: 30s}
  - wait: 1m
  - fault: {link_down: b, for: 5s}
  - wait: 4m
  - heal
  - wait: 30s
)";

Node read_story(const std::string& text) {
    Mistakes mistakes;
    auto node = read_yaml(text, "story.yaml", mistakes);
    EXPECT_TRUE(mistakes.empty());
    return node.value_or(Node{});
}

/// The law that is broken: `a` was cut off, for at least 2 s, and 7 s passed from there to the end.
bool breaks(const Node& scenario) {
    const Node* devices = scenario.find("devices");
    const Node* a = devices != nullptr ? devices->find("a") : nullptr;
    const Node* steps = scenario.find("steps");
    if (a == nullptr || a->find("publish") == nullptr || steps == nullptr) return false;
    bool cut = false;
    Duration after{};
    for (const Node& step : steps->items) {
        const Node* fault = step.find("fault");
        if (cut && step.find("wait") != nullptr) after += *parse_duration(step.find("wait")->text);
        if (fault == nullptr || fault->find("partition") == nullptr) continue;
        const std::string devices_cut = yaml_in_line(*fault->find("partition"));
        const Node* lasts = fault->find("for");
        cut = devices_cut.find('a') != std::string::npos && lasts != nullptr &&
              *parse_duration(lasts->text) >= 2s;
    }
    return cut && after >= 7s;
}

TEST(Shrink, LeavesWhatIsNeededAndNothingElse) {
    int tried = 0;
    const Node least = shrink(read_story(long_story), [&](const std::vector<Node>& candidates) {
        tried += static_cast<int>(candidates.size());
        const auto first = std::find_if(candidates.begin(), candidates.end(), breaks);
        return first == candidates.end()
                   ? std::nullopt
                   : std::optional(static_cast<std::size_t>(first - candidates.begin()));
    });
    EXPECT_TRUE(breaks(least));
    EXPECT_EQ(device_count(least), 1U);
    EXPECT_EQ(faults_in(least), 1U);
    EXPECT_LT(time_in(least), 14s);
    EXPECT_EQ(least.find("seed"), nullptr);
    EXPECT_EQ(least.find("links"), nullptr);
    const std::string text = yaml_text(least);
    EXPECT_NE(text.find("fault: {partition: {devices: [a]}, for: "), std::string::npos) << text;
    EXPECT_EQ(text.find("client"), std::string::npos) << text;
    EXPECT_LT(tried, 300);
}

TEST(Shrink, LeavesAloneWhatCannotBeLess) {
    const Node whole =
        read_story("{scenario: s, devices: {a: {model: sensor}}, steps: [{start: a}]}");
    const Node least =
        shrink(whole, [](const std::vector<Node>&) -> std::optional<std::size_t> { return {}; });
    EXPECT_EQ(yaml_text(least), yaml_text(whole));
}

}  // namespace
}  // namespace breakwire::scenarios
