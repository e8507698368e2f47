#include "scenarios/language/parameters.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/language/load.hpp"
#include "scenarios/testing/kinds.hpp"

namespace breakwire::scenarios {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A scenario about one thermometer, with `parameters` and `steps` as they are typed.
std::string scenario_with(const std::string& parameters, const std::string& steps) {
    return "scenario: a\nparameters: " + parameters +
           "\ndevices: {thermometer: {model: sensor}}\nsteps:\n" + steps;
}

std::vector<std::string> labels(const std::string& text, const ParameterSettings& set = {}) {
    Mistakes mistakes;
    std::vector<std::string> out;
    for (const Scenario& each :
         read_scenarios(text, "a.yaml", test_kinds(), mistakes, nullptr, set)) {
        out.push_back(each.label());
    }
    for (const ConfigError& mistake : mistakes.found()) out.emplace_back(mistake.what());
    return out;
}

/// The first step of each case, in words.
std::vector<std::string> first_steps(const std::string& text, const ParameterSettings& set = {}) {
    Mistakes mistakes;
    std::vector<std::string> out;
    for (const Scenario& each :
         read_scenarios(text, "a.yaml", test_kinds(), mistakes, nullptr, set)) {
        out.push_back(make_steps(each, test_faults()).front()->text());
    }
    for (const ConfigError& mistake : mistakes.found()) out.emplace_back(mistake.what());
    return out;
}

TEST(Parameters, MakeACaseOfEachCombination) {
    const std::string text =
        scenario_with("{pause: [1s, 2s], qos: [0, 1], unit: plant}",
                      "  - wait: \"{pause}\"\n"
                      "  - publish: {device: thermometer, topic: \"{unit}/a\", qos: \"{qos}\"}\n");
    EXPECT_THAT(labels(text), ElementsAre("pause=1s,qos=0", "pause=1s,qos=1", "pause=2s,qos=0",
                                          "pause=2s,qos=1"));
}

TEST(Parameters, StandInsideOfTextAndOfKeys) {
    const std::string text =
        scenario_with("{how: rst, topic: a/b}",
                      "  - publish: {device: thermometer, topic: \"{topic}/c\", payload: \"{{how}} "
                      "{value} {how}\"}\n  - fault: {\"{how}\": {device: thermometer}}\n");
    EXPECT_THAT(first_steps(text),
                ElementsAre("publish thermometer a/b/c \"{how} {value} rst\" q0"));
}

TEST(Parameters, AreCheckedAsWhatTheyStandFor) {
    const std::string text = scenario_with("{pause: [1s, 2]}", "  - wait: \"{pause}\"\n");
    EXPECT_THAT(labels(text),
                ElementsAre("a.yaml:5:11: error: expected a duration with its unit, such as "
                            "20ms, 1.5s or 1h, got '2' ({pause} is '2')"));
}

TEST(Parameters, GiveWayToWhatIsSet) {
    const std::string text =
        scenario_with("{pause: [1s, 2s], unit: {values: plant, help: where}}",
                      "  - wait: \"{pause}\"\n"
                      "  - publish: {device: thermometer, topic: \"{unit}\"}\n");
    EXPECT_THAT(labels(text), ElementsAre("pause=1s", "pause=2s"));
    EXPECT_THAT(labels(text, {{"pause", {"5s"}}}), ElementsAre("pause=5s"));
    EXPECT_THAT(first_steps(text, {{"pause", {"5s"}}}), ElementsAre("wait 5s"));
    EXPECT_THAT(labels(text, {{"pause", {"5s"}}, {"unit", {"a", "b/c"}}}),
                ElementsAre("pause=5s,unit=a", "pause=5s,unit=(2)"));
    EXPECT_THAT(labels(text, {{"pause", {"soon"}}}),
                ElementsAre("a.yaml:5:11: error: expected a duration with its unit, such as "
                            "20ms, 1.5s or 1h, got 'soon' ({pause} is 'soon')"));
}

TEST(Parameters, WithOneValueLeaveTheNameOfTheCaseAlone) {
    EXPECT_THAT(labels(scenario_with("{pause: 1s}", "  - wait: \"{pause}\"\n")), ElementsAre(""));
    EXPECT_THAT(labels(scenario_with("{pause: [1s]}", "  - wait: \"{pause}\"\n")),
                ElementsAre("pause=1s"));
}

TEST(Parameters, ThatStandNowhereAreAMistake) {
    EXPECT_THAT(labels(scenario_with("{pause: [1s, 2s]}", "  - wait: 1s\n")),
                ElementsAre("a.yaml:2:14: error: parameter 'pause' is used nowhere: {pause} stands "
                            "for it"));
}

TEST(Parameters, LeaveWordsInBracesAloneThatAreNothingLikeThem) {
    EXPECT_THAT(first_steps(scenario_with("{pause: 1s}",
                                          "  - publish: {device: thermometer, topic: a, payload: "
                                          "\"{ok} {value}\"}\n  - wait: \"{pause}\"\n")),
                ElementsAre("publish thermometer a \"{ok} {value}\" q0"));
}

TEST(Parameters, LeaveNamesAloneThatExpectationsKeep) {
    EXPECT_THAT(labels(scenario_with("{orders: 3}",
                                     "  - expect: {thermometer: {receives: {topic: a, at_least: "
                                     "\"{orders}\", as: order}}}\n"
                                     "  - publish: {device: thermometer, topic: \"{order}\"}\n")),
                ElementsAre(""));
}

TEST(Parameters, AreFilledIntoFleets) {
    Mistakes mistakes;
    const auto scenarios = read_scenarios(
        "scenario: a\nparameters: {many: [2, 3]}\ndevices: {\"t_{n}\": {count: \"{many}\"}}\n"
        "steps: [{start: \"t_{n}\"}]\n",
        "a.yaml", test_kinds(), mistakes);
    ASSERT_EQ(scenarios.size(), 2u);
    EXPECT_EQ(scenarios[0].devices.size(), 2u);
    EXPECT_EQ(scenarios[1].devices.size(), 3u);
}

TEST(Parameters, ThatMakeTooManyCasesAreAMistake) {
    std::string list;
    for (int i = 0; i < 101; ++i) list += (i == 0 ? "[" : ", ") + std::to_string(i);
    const std::string text =
        scenario_with("{a: " + list + "], b: " + list + "]}",
                      "  - publish: {device: thermometer, topic: \"{a}/{b}\"}\n");
    Mistakes mistakes;
    EXPECT_THAT(read_scenarios(text, "a.yaml", test_kinds(), mistakes), IsEmpty());
    ASSERT_FALSE(mistakes.empty());
    EXPECT_THAT(mistakes.found().front().what(),
                testing::HasSubstr("with 'b' there are more than 10000 combinations"));
}

TEST(Parameters, MayBeRangesInTheFileAndWhereTheyAreSet) {
    const std::string text = scenario_with("{pause: {from: 1s, to: 3s, steps: 3, help: how long}}",
                                           "  - wait: \"{pause}\"\n");
    EXPECT_THAT(labels(text), ElementsAre("pause=1s", "pause=2s", "pause=3s"));
    EXPECT_THAT(labels(text, {{"pause", {"10ms..1s:log3", "5s"}}}),
                ElementsAre("pause=10ms", "pause=100ms", "pause=1s", "pause=5s"));
    EXPECT_THAT(labels(text, {{"pause", {"3s..1s:3"}}}),
                testing::Contains("a.yaml:2:14: error: 'pause' is set to 3s..1s:3: does not lead "
                                  "up to 1s"));
}

}  // namespace
}  // namespace breakwire::scenarios
