#include "scenarios/language/load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "scenarios/testing/kinds.hpp"
#include "sim/mqtt/statements.hpp"

namespace breakwire::scenarios {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
    std::ifstream in(path);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::string in_lines(Mistakes& mistakes) {
    mistakes.sort();
    std::string out;
    for (const ConfigError& mistake : mistakes.found()) out += std::string(mistake.what()) + '\n';
    return out;
}

/// The example of the design, word for word but for the preset, which is a network's affair.
constexpr const char* example = R"(
scenario: The will is published when the radio link goes silent
covers: [v311/3.1.2-8, v311/3.1.2-24, v5/3.1.2-22]
mqtt: [3.1.1, 5.0]                     # one case each
tags: [will, keep_alive]

broker:
  users: {thermometer: t-secret, dashboard: d-secret}
  acl:
    - {user: thermometer, may: write, topics: ["plant/1/#"]}
    - {user: dashboard,   may: read,  topics: ["plant/#"]}

links:
  field:  {delay: 20ms}
  office: {delay: 1ms}

devices:
  thermometer:
    model: sensor
    link: field
    client: {stack: libmosquitto, user: thermometer, keep_alive: 10s, clean: true,
             will: {topic: plant/1/state, payload: offline, qos: 1, retain: true}}
    publish:
      - {topic: plant/1/temperature, every: 1s, qos: 1, value: {sine: {mean: 21, amplitude: 3, period: 60s}}}
  dashboard:
    model: observer
    link: office
    client: {user: dashboard}
    subscribe: [{filter: "plant/#", qos: 1}]

steps:
  - start: [dashboard, thermometer]
  - expect: {dashboard: {receives: {topic: plant/1/temperature, at_least: 3}}, within: 60s}
  - fault: {half_open: {device: thermometer}}
  - expect: {dashboard: {receives: {topic: plant/1/state, payload: offline, retain: false}}, within: keep_alive}
  - never:  {dashboard: {receives: {topic: plant/1/temperature}}, for: 5s}
)";

TEST(LoadScenario, ReadsTheExampleOfTheDesign) {
    Mistakes mistakes;
    const auto scenario = read_scenario(example, "will.yaml", test_kinds(), mistakes);
    EXPECT_EQ(in_lines(mistakes), "");
    ASSERT_TRUE(scenario);
    EXPECT_EQ(scenario->name, "The will is published when the radio link goes silent");
    EXPECT_EQ(scenario->versions.size(), 2u);
    EXPECT_EQ(scenario->broker.acl.size(), 2u);
    EXPECT_EQ(scenario->links.at("field").delay, 20ms);
    EXPECT_EQ(scenario->devices[1].name, "dashboard");
    EXPECT_EQ(scenario->device("thermometer")->at(), (Place{"will.yaml", 18, 3}));
}

TEST(LoadScenario, MakesFreshStepsForEachCase) {
    Mistakes mistakes;
    const auto scenario = read_scenario(example, "will.yaml", test_kinds(), mistakes);
    ASSERT_TRUE(scenario);
    const auto steps = make_steps(*scenario, test_faults());
    ASSERT_EQ(steps.size(), 5u);
    EXPECT_EQ(steps[0]->text(), "start dashboard, thermometer");
    EXPECT_EQ(steps[2]->text(), "fault half_open thermometer");
    EXPECT_EQ(steps[3]->text(),
              "expect dashboard receives plant/1/state \"offline\" retain false within the keep "
              "alive");
    EXPECT_EQ(steps[4]->path, "5");
    EXPECT_EQ(steps[4]->at.column, 5);
    EXPECT_EQ(make_steps(*scenario, test_faults()).size(), 5u);
}

TEST(LoadScenario, MakesCasesOfBothVersionsIfNoneIsNamed) {
    Mistakes mistakes;
    const auto scenario = read_scenario("{scenario: a, devices: {d: }, steps: [{wait: 1s}]}",
                                        "a.yaml", test_kinds(), mistakes);
    ASSERT_TRUE(scenario) << in_lines(mistakes);
    EXPECT_THAT(scenario->versions,
                testing::ElementsAre(mqtt::Version::v3_1_1, mqtt::Version::v5_0));
}

TEST(LoadScenario, NamesAFileThatCannotBeRead) {
    Mistakes mistakes;
    EXPECT_TRUE(load_scenarios("nowhere/a.yaml", test_kinds(), mistakes).empty());
    EXPECT_TRUE(load_scenarios(fs::temp_directory_path(), test_kinds(), mistakes).empty());
    EXPECT_EQ(mistakes.count(), 2u);
    EXPECT_STREQ(mistakes.found().front().what(),
                 "nowhere/a.yaml:1:1: error: cannot read this file");
}

class BrokenScenario : public testing::TestWithParam<fs::path> {};

/// Each file of broken/ has beside it what is said of it, line by line.
TEST_P(BrokenScenario, IsToldEveryMistake) {
    Mistakes mistakes;
    const std::string name = GetParam().filename().string();
    EXPECT_TRUE(read_scenarios(contents(GetParam()), name, test_kinds(), mistakes).empty());
    fs::path expected = GetParam();
    EXPECT_EQ(in_lines(mistakes), contents(expected.replace_extension(".expected")));
}

std::vector<fs::path> broken_files() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(SCENARIOS_DIR "/language/broken")) {
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

INSTANTIATE_TEST_SUITE_P(Corpus, BrokenScenario, testing::ValuesIn(broken_files()),
                         [](const auto& tested) { return tested.param.stem().string(); });

std::vector<fs::path> library_files() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(SCENARIOS_DIR "/library")) {
        // Known deviations, and what scenarios share, lie beside them and are none.
        const std::string name = entry.path().stem().string();
        const bool scenario = entry.path().extension() == ".yaml" &&
                              !name.starts_with("deviations") && name.front() != '_';
        if (scenario) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

TEST(Library, HoldsNoMistake) {
    Kinds kinds = test_kinds();
    kinds.check_device = nullptr;  // the models' own tests know more
    for (const fs::path& path : library_files()) {
        Mistakes mistakes;
        EXPECT_FALSE(load_scenarios(path, kinds, mistakes).empty());
        EXPECT_EQ(in_lines(mistakes), "");
    }
}

std::string versions_of(const Scenario& scenario) {
    std::string out;
    for (const mqtt::Version version : scenario.versions) {
        out += (out.empty() ? "" : ", ") + std::string(mqtt::to_string(version));
    }
    return out;
}

TEST(Library, IsListedInItsReadme) {
    const fs::path library = SCENARIOS_DIR "/library";
    const std::string readme = contents(library / "README.md");
    Kinds kinds = test_kinds();
    kinds.check_device = nullptr;
    for (const fs::path& path : library_files()) {
        Mistakes mistakes;
        const auto scenarios = load_scenarios(path, kinds, mistakes);
        if (scenarios.empty()) continue;  // said above
        const Scenario& scenario = scenarios.front();
        const std::string row = "| [" + path.stem().string() + "](" +
                                fs::relative(path, library).string() + ") | " +
                                versions_of(scenario) + " | " + scenario.name + " |";
        EXPECT_NE(readme.find(row), std::string::npos) << "README.md lacks\n" << row;
    }
}

/// A case counts for the statements of its own version only.
TEST(Library, CoversStatementsOfTheVersionsItRunsIn) {
    Kinds kinds = test_kinds();
    kinds.check_device = nullptr;
    for (const fs::path& path : library_files()) {
        Mistakes mistakes;
        const auto scenarios = load_scenarios(path, kinds, mistakes);
        if (scenarios.empty()) continue;  // said above
        const Scenario& scenario = scenarios.front();
        for (const std::string& id : scenario.covers) {
            const mqtt::Statement* statement = mqtt::find_statement(id);
            ASSERT_NE(statement, nullptr) << path << ": " << mqtt::unknown_statement(id);
            if (!statement->standard()) continue;
            EXPECT_THAT(scenario.versions, testing::Contains(*statement->standard()))
                << path << " names " << id;
        }
    }
}

/// Tests run side by side, each in a process of its own.
fs::path file_of_this_process(const std::string& name) {
    return fs::path(testing::TempDir()) / (std::to_string(getpid()) + '-' + name);
}

std::optional<Scenario> with_broker_file(const std::string& scenario, const std::string& broker) {
    const fs::path path = file_of_this_process("broker.yaml");
    std::ofstream(path) << broker;
    Mistakes mistakes;
    const auto file = load_broker_file(path, test_kinds(), mistakes);
    fs::remove(path);
    auto read =
        file ? read_scenario(scenario, "a.yaml", test_kinds(), mistakes, &*file) : std::nullopt;
    EXPECT_EQ(in_lines(mistakes), "");
    return read;
}

TEST(BrokerFile, NamesTheDriverAndFillsWhatTheScenarioLeavesOut) {
    const auto scenario = with_broker_file(
        "{scenario: a, broker: {driver: mosquitto, persistence: {enabled: true}}, devices: {d: }, "
        "steps: [{wait: 1s}]}",
        "{driver: remote, persistence: false, limits: {queued_messages: 7}}");
    ASSERT_TRUE(scenario);
    EXPECT_EQ(scenario->broker.driver, "remote");
    EXPECT_TRUE(scenario->broker.persistence.enabled);
    EXPECT_EQ(scenario->broker.limits.queued_messages, 7);
}

TEST(BrokerFile, ServesAScenarioWithoutABrokerSection) {
    const auto scenario =
        with_broker_file("{scenario: a, devices: {d: }, steps: [{wait: 1s}]}", "{driver: remote}");
    ASSERT_TRUE(scenario);
    EXPECT_EQ(scenario->broker.driver, "remote");
}

TEST(BrokerFile, ReportsItsOwnMistakes) {
    const fs::path path = file_of_this_process("broken.yaml");
    std::ofstream(path) << "driver: mosqitto\nusres: {}\n";
    Mistakes mistakes;
    EXPECT_FALSE(load_broker_file(path, test_kinds(), mistakes));
    fs::remove(path);
    EXPECT_EQ(in_lines(mistakes),
              path.string() +
                  ":1:9: error: unknown broker 'mosqitto'; did you mean 'mosquitto'?\n" +
                  path.string() + ":2:1: error: unknown key 'usres'; did you mean 'users'?\n");
}

}  // namespace
}  // namespace breakwire::scenarios
