#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/brokers/command.hpp"
#include "harness/brokers/text_file.hpp"
#include "harness/cli/kinds.hpp"
#include "harness/runner/scratch.hpp"
#include "scenarios/language/yaml_node.hpp"

namespace breakwire::harness {
namespace {

using scenarios::Access;
using scenarios::BrokerSection;
using testing::ElementsAre;
using testing::IsEmpty;

/// The driver `kind` with these settings; its mistakes in `told`.
std::unique_ptr<BrokerDriver> read_driver(const std::string& kind, const std::string& settings,
                                          std::vector<std::string>& told) {
    Mistakes mistakes;
    const auto node = scenarios::read_yaml(settings, "broker.yaml", mistakes);
    auto driver = known_kinds().brokers().make(kind, {}, *node, mistakes);
    for (const ConfigError& mistake : mistakes.found()) told.emplace_back(mistake.what());
    return driver;
}

struct CommandConfigTest : testing::Test {
    std::unique_ptr<BrokerDriver> command(const std::string& settings) {
        return read_driver("command", settings, told);
    }
    LaunchPlan prepare(const BrokerDriver& driver, const BrokerSection& section = {}) {
        return driver.prepare(section, {folder.path(), {"127.64.0.1", 1883}, Luck(1)});
    }
    std::string text(const std::string& file) { return read_text(folder.path() / file); }

    std::vector<std::string> told;
    ScratchFolder folder;
};

TEST(FillInWords, ReplacesWhatItKnowsAndLeavesOtherBraces) {
    EXPECT_EQ(fill_in_words("{a} {b} {\"x\": {a}} {", {{"a", "{b}"}, {"c", "2"}}),
              "{b} {b} {\"x\": {b}} {");
}

TEST_F(CommandConfigTest, FillsInCommandFilesAndEnvironment) {
    const auto driver = command(
        "command: [sh, -c, \"run {dir}\"]\n"
        "environment: {PORT: \"{port}\"}\n"
        "files: {a.conf: \"listen {host}:{port} {persistence}\"}\n"
        "persistence: \"save\"\n"
        "stop_status: 143\n");
    ASSERT_THAT(told, IsEmpty());
    BrokerSection section;
    section.persistence.enabled = true;
    const LaunchPlan plan = prepare(*driver, section);
    EXPECT_THAT(plan.arguments, ElementsAre("-c", "run " + folder.path().string()));
    EXPECT_EQ(plan.environment.at("PORT"), "1883");
    EXPECT_EQ(plan.stop_status, 143);
    EXPECT_EQ(text("a.conf"), "listen 127.64.0.1:1883 save");
    prepare(*driver);
    EXPECT_EQ(text("a.conf"), "listen 127.64.0.1:1883 ");
}

TEST_F(CommandConfigTest, FillsInAListenerForWebSockets) {
    const auto driver = command(
        "command: [sh]\n"
        "files: {a.conf: \"{websocket}.\"}\n"
        "websocket: \"listener {port}\"\n");
    ASSERT_THAT(told, IsEmpty());
    EXPECT_TRUE(driver->traits().abilities.contains("websocket"));
    prepare(*driver);
    EXPECT_EQ(text("a.conf"), ".");
    LaunchSite site{folder.path(), {"127.64.0.1", 1883}, Luck(1)};
    site.websocket = Address{"127.64.0.1", 8083};
    driver->prepare({}, site);
    EXPECT_EQ(text("a.conf"), "listener 8083.");
}

TEST_F(CommandConfigTest, WritesALineForEachUserAndEachTopicOfARule) {
    const auto driver = command(
        "command: [sh]\n"
        "user_line: \"{user}={password}\"\n"
        "acl_line: \"{user} {may} {topic}\"\n"
        "everybody: all\n"
        "may_words: {none: deny}\n"
        "files: {a: \"{users}--\\n{acl}\", b: \"{acl}\"}\n");
    ASSERT_THAT(told, IsEmpty());
    BrokerSection section;
    section.users = {{"x", "1"}, {"y", "2"}};
    section.acl = {{"x", Access::read, {*TopicFilter::parse("p"), *TopicFilter::parse("q")}}};
    prepare(*driver, section);
    EXPECT_EQ(text("a"), "x=1\ny=2\n--\nx read p\nx read q\n");
    EXPECT_EQ(text("b"), "x read p\nx read q\n");
    driver->rewrite_acl({{std::nullopt, Access::none, {*TopicFilter::parse("#")}}}, folder.path());
    EXPECT_EQ(text("b"), "all deny #\n");
}

TEST_F(CommandConfigTest, NamesWhatTheTemplateHasNoPlaceFor) {
    const auto driver = command("command: [sh]\n");
    BrokerSection section;
    EXPECT_THAT(driver->lacks(section), IsEmpty());
    section.users = {{"x", "1"}};
    section.acl = {{std::nullopt, Access::read, {*TopicFilter::parse("p")}}};
    section.persistence.enabled = true;
    section.limits.inflight_messages = 1;
    EXPECT_THAT(driver->lacks(section),
                ElementsAre("a way to be told users", "a way to be told rules", "persistence",
                            "a way to be told limits"));
    EXPECT_THROW(driver->rewrite_acl({}, folder.path()), EnvironmentError);
}

TEST_F(CommandConfigTest, IsLedOnlyWhereTheFileSaysSo) {
    EXPECT_FALSE(command("command: [sh]\n")->traits().abilities.contains("virtual_time"));
    EXPECT_TRUE(command("command: [sh]\nvirtual_time: true\n")->traits().why_not_led.empty());
}

TEST_F(CommandConfigTest, DropsSilentClientsWhenTheFileSaysSo) {
    const auto traits =
        command("command: [sh]\nkeep_alive_factor: 3\nkeep_alive_late: 2s\n")->traits();
    EXPECT_EQ(traits.keep_alive_window(10s), (scenarios::Window{29s, 32s}));
}

TEST_F(CommandConfigTest, ListsAllMistakesWithTheirPlaces) {
    command(
        "command: []\n"
        "files: {a/b: x}\n"
        "abilities: [mqtt3, qos3]\n"
        "may_words: {wirte: w}\n");
    EXPECT_THAT(
        told,
        testing::UnorderedElementsAre(
            "broker.yaml:1:10: error: command is empty",
            "broker.yaml:2:8: error: files holds 'a/b', which is no plain name",
            "broker.yaml:3:12: error: abilities hold 'qos3', which is none; did you mean 'qos2'?",
            "broker.yaml:4:12: error: may_words holds 'wirte', which is none; did you mean "
            "'write'?"));
}

TEST_F(CommandConfigTest, KnowsWhichSignalsABrokerCanBeToldBy) {
    command("command: [sh]\nreload: {signal: HUPP, log: x}\n");
    EXPECT_THAT(told, ElementsAre("broker.yaml:2:18: error: signal is no signal that it can be "
                                  "told by; did you mean 'HUP'?"));
}

}  // namespace
}  // namespace breakwire::harness
