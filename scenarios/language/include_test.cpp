#include "scenarios/language/include.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "scenarios/language/load.hpp"
#include "scenarios/testing/kinds.hpp"

namespace breakwire::scenarios {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Files in a folder of this process, and the scenario `a.yaml` among them.
class IncludeTest : public testing::Test {
protected:
    IncludeTest() { std::filesystem::create_directories(folder_ / "shared"); }
    ~IncludeTest() override { std::filesystem::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name) << text;
    }
    std::vector<Scenario> load(const std::string& include, const std::string& own) {
        write("a.yaml", "scenario: a\ninclude: " + include + "\n" + own);
        return load_scenarios(folder_ / "a.yaml", test_kinds(), mistakes_);
    }
    /// The mistakes, without the folder.
    std::vector<std::string> mistakes() {
        mistakes_.sort();
        std::vector<std::string> out;
        for (const ConfigError& mistake : mistakes_.found()) {
            std::string text = mistake.what();
            const std::string prefix = folder_.string() + '/';
            for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) {
                text.erase(at, prefix.size());
            }
            out.push_back(text);
        }
        return out;
    }
    std::string path(const std::string& name) const { return (folder_ / name).string(); }

private:
    std::filesystem::path folder_ =
        std::filesystem::path(testing::TempDir()) / ("include-" + std::to_string(getpid()));
    Mistakes mistakes_;
};

TEST_F(IncludeTest, SharesDevicesLinksBrokerAndParameters) {
    write("shared/_plant.yaml",
          "description: what all stories of the plant have\n"
          "parameters: {pause: [1s, 2s], unused: 1}\n"
          "broker: {users: {pump: secret}, persistence: true}\n"
          "links: {field: {delay: 20ms}}\n"
          "devices: {pump: {model: sensor, link: field}}\n");
    const auto scenarios =
        load("shared/_plant.yaml",
             "broker: {users: {dashboard: d}}\ndevices: {dashboard: {model: observer}}\n"
             "steps: [{start: [dashboard, pump]}, {wait: \"{pause}\"}]\n");
    EXPECT_THAT(mistakes(), IsEmpty());
    ASSERT_EQ(scenarios.size(), 2u);
    const Scenario& scenario = scenarios.front();
    EXPECT_EQ(scenario.label(), "pause=1s");
    EXPECT_EQ(scenario.devices.size(), 2u);
    EXPECT_EQ(scenario.links.at("field").delay, 20ms);
    EXPECT_EQ(scenario.broker.users.at("pump"), "secret");
    EXPECT_EQ(scenario.broker.users.at("dashboard"), "d");
    EXPECT_TRUE(scenario.broker.persistence.enabled);
    EXPECT_THAT(scenario.included, ElementsAre(path("shared/_plant.yaml")));
}

TEST_F(IncludeTest, WhatTheFileItselfSaysWinsThenTheLaterFile) {
    write("_one.yaml", "links: {a: {delay: 1ms}, b: {delay: 1ms}, c: {delay: 1ms}}\n");
    write("_two.yaml", "links: {a: {delay: 2ms}, b: {delay: 2ms}}\n");
    const auto scenarios =
        load("[_one.yaml, _two.yaml]",
             "links: {a: {delay: 3ms}}\ndevices: {d: {model: observer}}\nsteps: [{start: d}]\n");
    EXPECT_THAT(mistakes(), IsEmpty());
    ASSERT_EQ(scenarios.size(), 1u);
    const auto& links = scenarios.front().links;
    EXPECT_EQ(links.at("a").delay, 3ms);
    EXPECT_EQ(links.at("b").delay, 2ms);
    EXPECT_EQ(links.at("c").delay, 1ms);
}

TEST_F(IncludeTest, FilesMayIncludeOthersFromTheirOwnFolder) {
    write("shared/_outer.yaml", "include: _inner.yaml\nlinks: {a: {delay: 1ms}}\n");
    write("shared/_inner.yaml", "devices: {d: {model: observer, link: a}}\n");
    const auto scenarios =
        load("[shared/_outer.yaml, shared/_inner.yaml]", "steps: [{start: d}]\n");
    EXPECT_THAT(mistakes(), IsEmpty());
    ASSERT_EQ(scenarios.size(), 1u);
    EXPECT_EQ(scenarios.front().included.size(), 2u);
}

TEST_F(IncludeTest, ACircleIsAMistake) {
    write("_one.yaml", "include: _two.yaml\n");
    write("_two.yaml", "include: [_one.yaml, a.yaml]\n");
    EXPECT_THAT(load("_one.yaml", "devices: {d: }\nsteps: [{start: d}]\n"), IsEmpty());
    EXPECT_THAT(
        mistakes(),
        ElementsAre("_two.yaml:1:11: error: files include each other in a circle: a.yaml -> "
                    "_one.yaml -> _two.yaml -> _one.yaml",
                    "_two.yaml:1:22: error: files include each other in a circle: a.yaml -> "
                    "_one.yaml -> _two.yaml -> a.yaml"));
}

TEST_F(IncludeTest, MistakesNameTheIncludedFile) {
    write("_shared.yaml",
          "steps: []\nlinsk: {}\nlinks: {field: {dealy: 20ms}}\n"
          "devices: {pump: {model: sensor, link: feild}}\n");
    EXPECT_THAT(load("[_nowhere.yaml, _shared.yaml, [a]]", "steps: [{start: pmup}]\n"), IsEmpty());
    EXPECT_THAT(
        mistakes(),
        ElementsAre("_shared.yaml:1:1: error: an included file cannot have the key 'steps'; known: "
                    "broker, description, devices, include, links, parameters",
                    "_shared.yaml:2:1: error: an included file cannot have the key 'linsk'; did "
                    "you mean 'links'?",
                    "_shared.yaml:3:17: error: unknown key 'dealy'; did you mean 'delay'?",
                    "_shared.yaml:4:39: error: unknown link; did you mean 'field'?",
                    "a.yaml:2:11: error: cannot read '_nowhere.yaml'",
                    "a.yaml:2:40: error: expected the name of a file, got a list",
                    "a.yaml:3:17: error: unknown device 'pmup'; did you mean 'pump'?"));
}

}  // namespace
}  // namespace breakwire::scenarios
