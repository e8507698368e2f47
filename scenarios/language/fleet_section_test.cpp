#include "scenarios/language/fleet_section.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/language/load.hpp"
#include "scenarios/language/schema.hpp"
#include "scenarios/testing/kinds.hpp"

namespace breakwire::scenarios {
namespace {

using testing::ElementsAre;

std::optional<Scenario> read_scenario(const std::string& text) {
    Mistakes mistakes;
    auto scenario = read_scenario(text, "a.yaml", test_kinds(), mistakes);
    for (const ConfigError& mistake : mistakes.found()) ADD_FAILURE() << mistake.what();
    return scenario;
}

std::vector<std::string> names(const Scenario& scenario) {
    std::vector<std::string> out;
    for (const DeviceSection& device : scenario.devices) out.push_back(device.name);
    return out;
}

TEST(FleetSection, BecomesItsDevicesInTheirPlace) {
    const auto scenario = read_scenario(R"(
scenario: a
devices:
  dashboard: {model: observer}
  sensor_{n}: {count: 3, model: sensor, client: {client_id: "unit-{n}", user: x}}
  historian:
steps:
  - wait: 1s
)");
    ASSERT_TRUE(scenario);
    EXPECT_THAT(names(*scenario),
                ElementsAre("dashboard", "sensor_1", "sensor_2", "sensor_3", "historian"));
    const DeviceSection& second = *scenario->device("sensor_2");
    EXPECT_EQ(second.at(), (Place{"a.yaml", 5, 3}));
    EXPECT_EQ(second.settings().find("client")->find("client_id")->text, "unit-2");
    EXPECT_EQ(second.settings().find("client")->find("client_id")->at, (Place{"a.yaml", 5, 61}));
    EXPECT_EQ(second.settings().find("count"), nullptr);
    EXPECT_EQ(scenario->device("historian")->name, "historian");
    ASSERT_EQ(scenario->fleets.size(), 1u);
    EXPECT_EQ(scenario->fleets[0].count, 3u);
}

/// Part of a scenario with a fleet of `count`, or its mistakes.
std::vector<std::string> names_of_part(const std::string& count, const FleetPart& part) {
    Mistakes mistakes;
    const auto scenarios = read_scenarios(
        "scenario: a\ndevices:\n  dashboard: {model: observer}\n  sensor_{n}: {count: " + count +
            ", model: sensor}\nsteps:\n  - start: [dashboard, 'sensor_{n}']\n",
        "a.yaml", test_kinds(), mistakes, nullptr, {}, part);
    if (!scenarios.empty()) return names(scenarios.front());
    std::vector<std::string> told;
    for (const ConfigError& mistake : mistakes.found()) told.emplace_back(mistake.what());
    return told;
}

TEST(FleetSection, HasThePartThatIsAskedForBesideAllOthers) {
    EXPECT_THAT(names_of_part("5", {1, 2}), ElementsAre("dashboard", "sensor_1", "sensor_2"));
    EXPECT_THAT(names_of_part("5", {2, 2}),
                ElementsAre("dashboard", "sensor_3", "sensor_4", "sensor_5"));
    EXPECT_EQ(names_of_part("40000", {3, 4}).size(), 10'001U);
}

TEST(FleetSection, IsNotSplitIntoMorePartsThanItHasDevices) {
    EXPECT_THAT(names_of_part("3", {1, 4}),
                ElementsAre("a.yaml:4:23: error: count is less than the parts it is split into"));
}

TEST(FleetSection, HasItsPartInTheNamesOfCases) {
    Mistakes mistakes;
    const auto scenarios =
        read_scenarios("scenario: a\ndevices: {'a_{n}': {count: 9}}\nsteps: [{wait: 1s}]\n",
                       "a.yaml", test_kinds(), mistakes, nullptr, {}, {2, 4});
    ASSERT_EQ(scenarios.size(), 1U);
    EXPECT_EQ(scenarios.front().label(), "devices=2-of-4");
}

TEST(FleetSection, MustBeThereToBeSplit) {
    Mistakes mistakes;
    read_scenarios("scenario: a\ndevices: {a: {}}\nsteps: [{wait: 1s}]\n", "a.yaml", test_kinds(),
                   mistakes, nullptr, {}, {2, 4});
    ASSERT_EQ(mistakes.count(), 1U);
    EXPECT_THAT(mistakes.found().front().what(), testing::HasSubstr("there is no fleet"));
}

TEST(FleetSection, GivesEachDeviceALieOfItsOwn) {
    const auto scenario = read_scenario(R"(
scenario: a
broker:
  lies:
    - {packet_drop: {device: "sensor_{n}", match: {type: publish, topic: "plant/{n}"}}}
    - {packet_drop: {device: ["sensor_{n}", dashboard], match: {type: puback}}}
devices:
  dashboard:
  sensor_{n}: {count: 2}
steps:
  - wait: 1s
)");
    ASSERT_TRUE(scenario);
    ASSERT_EQ(scenario->broker.lies.size(), 3u);
    const Node* second = scenario->broker.lies[1].find("packet_drop");
    EXPECT_EQ(second->find("device")->text, "sensor_2");
    EXPECT_EQ(second->find("match")->find("topic")->text, "plant/2");
    EXPECT_EQ(scenario->broker.lies[2].find("packet_drop")->find("device")->items.size(), 3u);
}

TEST(FleetSection, IsNamedInStepsAfterEachReadingAnew) {
    const auto scenario = read_scenario(R"(
scenario: a
devices: {"sensor_{n}": {count: 2, subscribe: [{filter: a}]}}
steps:
  - start: sensor_{n}
  - repeat: {times: 2, steps: [{publish: {device: "sensor_{n}", topic: "{n}"}}]}
)");
    ASSERT_TRUE(scenario);
    EXPECT_EQ(make_steps(*scenario, test_faults()).size(), 2u);
    EXPECT_EQ(make_steps(*scenario, test_faults()).front()->text(), "start sensor_{n}");
}

std::vector<std::string> mistakes_of(const std::string& devices, const std::string& steps) {
    Mistakes mistakes;
    const std::string text = "scenario: a\nlinks: {l1: {}, l2: {}}\ndevices:\n" + devices + steps;
    scenarios::read_scenario(text, "a.yaml", test_kinds(), mistakes);
    std::vector<std::string> out;
    for (const ConfigError& mistake : mistakes.found()) out.emplace_back(mistake.what());
    return out;
}

TEST(FleetSection, TellsAMistakeOnceWhereItWasTyped) {
    const std::string wait = "steps: [{wait: 1s}]\n";
    EXPECT_THAT(mistakes_of("  s_{n}: {count: 50, link: nowhere}\n", wait),
                ElementsAre("a.yaml:4:28: error: unknown link; known: l1, l2"));
    EXPECT_THAT(mistakes_of("  s {n}: {count: 50}\n", wait),
                ElementsAre(testing::StartsWith("a.yaml:4:3: error: the name of a device holds")));
}

TEST(FleetSection, FindsTheMistakeOfOneDeviceAmongMany) {
    EXPECT_THAT(mistakes_of("  s_{n}: {count: 3, link: \"l{n}\"}\n", "steps: [{wait: 1s}]\n"),
                ElementsAre("a.yaml:4:27: error: unknown link; did you mean 'l1'?"));
}

TEST(FleetSection, TellsOnceWhatAFaultCannotDoToItsDevices) {
    const std::string sealed = "  s_{n}: {count: 3, client: {tls: passthrough}}\n";
    const std::string steps =
        "broker: {tls: {}}\nsteps:\n  - fault: {packet_drop: {device: s_2, match: {type: "
        "publish}}}\n";
    const auto found = mistakes_of(sealed, steps);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_THAT(found[0], testing::HasSubstr("'packet_drop' cannot act on s_2, which"));
}

TEST(FleetSchema, TakesNumbersInThePlaceOfAnyValue) {
    const nlohmann::json schema = fleet_schema(test_kinds().device_schema());
    EXPECT_EQ(schema["properties"]["count"]["type"], "integer");
    EXPECT_EQ(schema["required"], nlohmann::json::array({"count"}));
    EXPECT_EQ(schema["properties"]["link"]["anyOf"][1]["pattern"], "\\{n\\}");
}

TEST(FleetSchema, StandsBesideThatOfOneDevice) {
    const nlohmann::json schema = scenario_schema(test_kinds());
    const auto& names = schema["properties"]["devices"]["patternProperties"];
    EXPECT_EQ(names["^[A-Za-z0-9_.-]+$"]["$ref"], "#/$defs/device");
    EXPECT_FALSE(schema["$defs"]["device"]["properties"].contains("count"));
    EXPECT_TRUE(schema["$defs"]["fleet"]["properties"].contains("count"));
}

}  // namespace
}  // namespace breakwire::scenarios
