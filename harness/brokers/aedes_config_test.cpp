#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "harness/brokers/aedes.hpp"

namespace breakwire::harness {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;

scenarios::AclRule may_read(const char* user, const char* topic) {
    return {user, scenarios::Access::read, {*TopicFilter::parse(topic)}};
}

TEST(AedesConfig, LetsEverybodyInWithoutUsersAndRules) {
    const json config = json::parse(aedes_config({}, {"127.64.0.1", 1883}));
    EXPECT_EQ(config,
              json::parse(R"({"host": "127.64.0.1", "port": 1883, "users": {}, "acl": []})"));
}

TEST(AedesConfig, HoldsThePortForWebSocketsIfSomebodyComesThere) {
    const Address websocket{"127.64.0.1", 8083};
    const json config = json::parse(aedes_config({}, {"127.64.0.1", 1883}, websocket));
    EXPECT_EQ(config["websocket"], 8083);
}

TEST(AedesConfig, HoldsUsersRulesAndTheDatabase) {
    scenarios::BrokerSection section;
    section.users = {{"valve", "v-secret"}};
    section.acl = {may_read("valve", "plant/#"),
                   {std::nullopt, scenarios::Access::none, {*TopicFilter::parse("x/%c")}}};
    section.persistence.enabled = true;
    const json config = json::parse(aedes_config(section, {"127.0.0.1", 1}));
    EXPECT_EQ(config["users"], json({{"valve", "v-secret"}}));
    EXPECT_EQ(config["acl"], json::parse(R"([
        {"user": "valve", "may": "read", "topics": ["plant/#"]},
        {"may": "none", "topics": ["x/%c"]}])"));
    EXPECT_EQ(config["database"], "aedes.leveldb");
}

TEST(AedesConfig, KeepsEverythingElseWhenTheRulesChange) {
    scenarios::BrokerSection section;
    section.users = {{"valve", "v-secret"}};
    const std::string before = aedes_config(section, {"127.0.0.1", 1});
    const json after = json::parse(with_aedes_acl(before, {may_read("valve", "a")}));
    EXPECT_EQ(after["users"], json::parse(before)["users"]);
    EXPECT_EQ(after["acl"].size(), 1U);
}

TEST(AedesBroker, NamesWhatItCannotBeTold) {
    scenarios::BrokerSection section;
    EXPECT_THAT(AedesBroker().lacks(section), IsEmpty());
    section.limits.inflight_messages = 1;
    section.persistence.autosave = 5s;
    EXPECT_THAT(AedesBroker().lacks(section),
                ElementsAre("a limit of messages under way",
                            "an interval for saving: it writes every change at once"));
}

}  // namespace
}  // namespace breakwire::harness
