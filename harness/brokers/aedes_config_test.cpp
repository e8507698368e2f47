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

LaunchSite aedes_site() { return {"/case", {"127.64.0.1", 1883}, Luck(1)}; }

TEST(AedesConfig, LetsEverybodyInWithoutUsersAndRules) {
    const json config = json::parse(aedes_config({}, aedes_site()));
    EXPECT_EQ(config,
              json::parse(R"({"host": "127.64.0.1", "port": 1883, "users": {}, "acl": []})"));
}

TEST(AedesConfig, HoldsThePortForWebSocketsIfSomebodyComesThere) {
    LaunchSite site = aedes_site();
    site.websocket = Address{"127.64.0.1", 8083};
    EXPECT_EQ(json::parse(aedes_config({}, site))["websocket"], 8083);
}

TEST(AedesConfig, HoldsWhatTlsNeeds) {
    scenarios::BrokerSection section;
    section.tls.emplace();
    section.tls->plain = false;
    section.tls->require_certificate = true;
    LaunchSite site = aedes_site();
    site.tls = TlsSite{"ca.pem", "broker.pem", "broker.key", {"127.64.0.1", 8883}};
    const json without = json::parse(aedes_config(section, site));
    EXPECT_NE(without["port"], 1883);
    EXPECT_EQ(without["tls"], json::parse(R"({"port": 8883, "authority": "ca.pem",
        "certificate": "broker.pem", "key": "broker.key", "atLeast": "TLSv1.2",
        "requireCertificate": true, "identityIsUser": false})"));
    site.tls->websocket = Address{"127.64.0.1", 8084};
    EXPECT_EQ(json::parse(aedes_config(section, site))["tls"]["websocket"], 8084);
}

TEST(AedesConfig, HoldsUsersRulesAndTheDatabase) {
    scenarios::BrokerSection section;
    section.users = {{"valve", "v-secret"}};
    section.acl = {may_read("valve", "plant/#"),
                   {std::nullopt, scenarios::Access::none, {*TopicFilter::parse("x/%c")}}};
    section.persistence.enabled = true;
    const json config = json::parse(aedes_config(section, aedes_site()));
    EXPECT_EQ(config["users"], json({{"valve", "v-secret"}}));
    EXPECT_EQ(config["acl"], json::parse(R"([
        {"user": "valve", "may": "read", "topics": ["plant/#"]},
        {"may": "none", "topics": ["x/%c"]}])"));
    EXPECT_EQ(config["database"], "aedes.leveldb");
}

TEST(AedesConfig, KeepsEverythingElseWhenTheRulesChange) {
    scenarios::BrokerSection section;
    section.users = {{"valve", "v-secret"}};
    const std::string before = aedes_config(section, aedes_site());
    const json after = json::parse(with_aedes_acl(before, {may_read("valve", "a")}));
    EXPECT_EQ(after["users"], json::parse(before)["users"]);
    EXPECT_EQ(after["acl"].size(), 1U);
}

TEST(AedesBroker, NamesWhatItCannotBeTold) {
    scenarios::BrokerSection section;
    EXPECT_THAT(AedesBroker().lacks(section), IsEmpty());
    section.limits.inflight_messages = 1;
    section.persistence.autosave = 5s;
    section.tls.emplace();
    section.tls->at_least = sim::TlsVersion::v1_0;
    EXPECT_THAT(AedesBroker().lacks(section),
                ElementsAre("a limit of messages under way", "TLS below 1.2",
                            "an interval for saving: it writes every change at once"));
}

}  // namespace
}  // namespace breakwire::harness
