#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/brokers/remote.hpp"
#include "harness/cli/broker_choice.hpp"
#include "harness/cli/kinds.hpp"
#include "scenarios/language/yaml_node.hpp"

namespace breakwire::harness {
namespace {

using scenarios::BrokerSection;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::shared_ptr<const BrokerDriver> remote(const std::string& settings, Mistakes& mistakes) {
    const auto node = scenarios::read_yaml(settings, "broker.yaml", mistakes);
    return known_kinds().brokers().make("remote", {}, *node, mistakes);
}

std::shared_ptr<const BrokerDriver> remote(const std::string& settings) {
    Mistakes mistakes;
    auto driver = remote(settings, mistakes);
    EXPECT_TRUE(mistakes.empty());
    return driver;
}

TEST(RemoteBroker, IsFoundByName) {
    EXPECT_EQ(remote("host: localhost\nport: 1884\n")->elsewhere(), (Address{"127.0.0.1", 1884}));
    EXPECT_THROW(remote("host: no-such-host.invalid\n")->elsewhere(), EnvironmentError);
}

TEST(RemoteBroker, MayWantTlsOrHaveWebSockets) {
    EXPECT_FALSE(remote("host: localhost\n")->demanded_tls());
    const auto sealed = remote("host: localhost\ntls: {}\n");
    EXPECT_EQ(sealed->demanded_tls()->part, sim::TlsPart::client);
    EXPECT_EQ(sealed->demanded_tls()->host, "");
    const auto missing = remote("host: localhost\ntls: {authority: /no/such.pem}\n");
    EXPECT_THROW(missing->demanded_tls(), EnvironmentError);
    const auto web = remote("host: localhost\nwebsocket_port: 9001\n");
    EXPECT_EQ(web->websocket_port(), 9001);
    EXPECT_TRUE(web->traits().abilities.contains("websocket"));
}

TEST(RemoteBroker, RefusesTlsThatCannotBe) {
    for (const char* bad : {"tls: {certificate: a.pem}\n", "websocket_port: 0\n"}) {
        Mistakes mistakes;
        remote(std::string("host: localhost\n") + bad, mistakes);
        EXPECT_EQ(mistakes.found().size(), 1U) << bad;
    }
}

TEST(RemoteBroker, TakesOnlyTheAccountsThatItHas) {
    const auto driver = remote("host: localhost\naccounts: {pump: p-secret, valve: other}\n");
    BrokerSection section;
    section.users = {{"pump", "p-secret"}};
    EXPECT_THAT(driver->lacks(section), IsEmpty());
    section.users = {{"pump", "p-secret"}, {"valve", "v-secret"}, {"stranger", "x"}};
    EXPECT_THAT(driver->lacks(section),
                ElementsAre("the account stranger", "the account valve with that password"));
}

TEST(RemoteBroker, CannotBeTold) {
    BrokerSection section;
    section.acl = {{"pump", scenarios::Access::read, {*TopicFilter::parse("p")}}};
    section.persistence.enabled = true;
    section.limits.queued_messages = 1;
    const auto driver = remote("host: localhost\n");
    EXPECT_THAT(driver->lacks(section),
                ElementsAre("rules that can be set", "persistence that can be set",
                            "limits that can be set"));
    EXPECT_THROW(driver->rewrite_acl({}, {}), EnvironmentError);
}

TEST(RemoteBroker, HasNoProcessForStepsAndFaults) {
    const auto driver = remote("host: localhost\nabilities: [mqtt3]\n");
    scenarios::Scenario scenario;
    EXPECT_THAT(lacking(scenario, mqtt::Version::v3_1_1, {driver, driver->traits()}), IsEmpty());
    scenario.needs["broker_process"] = "kill";
    EXPECT_THAT(lacking(scenario, mqtt::Version::v3_1_1, {driver, driver->traits()}),
                ElementsAre("a process of ours (kill)"));
}

TEST(RemoteBroker, ListsAllMistakesWithTheirPlaces) {
    Mistakes mistakes;
    remote("port: 70000\nsweeper: nobody\nabilities: [mqtt4]\n", mistakes);
    std::vector<std::string> told;
    for (const ConfigError& mistake : mistakes.found()) told.emplace_back(mistake.what());
    EXPECT_THAT(told, testing::Contains(HasSubstr("host")));
    remote("host: a\nport: 70000\nsweeper: nobody\nabilities: [mqtt4]\n", mistakes);
    for (const ConfigError& mistake : mistakes.found()) told.emplace_back(mistake.what());
    EXPECT_THAT(told, testing::Contains("broker.yaml:2:7: error: port is not from 1 to 65535"));
    EXPECT_THAT(told,
                testing::Contains("broker.yaml:3:10: error: sweeper is none of the accounts"));
    EXPECT_THAT(told, testing::Contains(HasSubstr("did you mean 'mqtt3'")));
}

}  // namespace
}  // namespace breakwire::harness
