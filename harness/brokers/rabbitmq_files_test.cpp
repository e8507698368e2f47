#include "harness/brokers/rabbitmq_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>

#include "harness/brokers/rabbitmq.hpp"

namespace breakwire::harness {
namespace {

using nlohmann::json;
using scenarios::Access;
using scenarios::BrokerSection;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

LaunchSite rabbit_site() {
    return {"/case",
            {"127.70.0.1", 1883},
            Luck(1),
            TlsSite{"ca.pem", "broker.pem", "broker.key", {"127.70.0.1", 8883}},
            {}};
}

bool covers(const char* filter, const std::string& key) {
    return std::regex_match(key, std::regex(rabbitmq_key_pattern(*TopicFilter::parse(filter))));
}

TEST(RabbitMqFiles, CoverTheKeysThatAFilterCovers) {
    EXPECT_TRUE(covers("plant/#", "plant.1.state"));
    EXPECT_TRUE(covers("plant/#", "plant"));
    EXPECT_FALSE(covers("plant/#", "plants"));
    EXPECT_TRUE(covers("#", "plant.1"));
    EXPECT_TRUE(covers("plant/+/state", "plant.1.state"));
    EXPECT_FALSE(covers("plant/+/state", "plant.1.2.state"));
    EXPECT_TRUE(covers("/plant", ".plant"));
}

/// Subscriptions are judged by their binding keys, whose wildcards are * and #.
TEST(RabbitMqFiles, CoverNoSubscriptionThatAsksForMore) {
    EXPECT_TRUE(covers("plant/+", "plant.*"));
    EXPECT_TRUE(covers("plant/#", "plant.#"));
    EXPECT_FALSE(covers("plant/+", "plant.#"));
    EXPECT_FALSE(covers("plant/1", "plant.*"));
    EXPECT_FALSE(covers("plant/#", "#"));
}

TEST(RabbitMqFiles, TakeLettersForWhatTheyAre) {
    EXPECT_EQ(rabbitmq_key_pattern(*TopicFilter::parse("a.b/c(1)")), "a/b\\.c\\(1\\)");
    EXPECT_EQ(rabbitmq_key_pattern(*TopicFilter::parse("in/%c/%u")),
              "in\\.{client_id}\\.{username}");
}

TEST(RabbitMqFiles, GiveEachUserItsRightsAndThoseOfEverybody) {
    BrokerSection section;
    section.users = {{"clerk", "c"}, {"guest", "g"}};
    section.acl = {{"clerk", Access::both, {*TopicFilter::parse("office/#")}},
                   {std::nullopt, Access::read, {*TopicFilter::parse("menu")}}};
    const json all = json::parse(rabbitmq_definitions(section));
    EXPECT_EQ(all["users"][0]["password"], "c");
    EXPECT_EQ(all["topic_permissions"][0]["read"], "^(office(\\..*)?|menu)$");
    EXPECT_EQ(all["topic_permissions"][0]["write"], "^(office(\\..*)?)$");
    EXPECT_EQ(all["topic_permissions"][1]["user"], "guest");
    EXPECT_EQ(all["topic_permissions"][1]["write"], "^$");
    const json others = json::parse(with_rabbitmq_acl(all.dump(), {}));
    EXPECT_TRUE(others["topic_permissions"].empty());
}

TEST(RabbitMqFiles, LetAnybodyInWhereThereAreNoUsers) {
    EXPECT_THAT(rabbitmq_config({}, rabbit_site()), HasSubstr("allow_anonymous = true"));
    const json all = json::parse(rabbitmq_definitions({}));
    EXPECT_EQ(all["users"][0]["name"], "anonymous");
    BrokerSection section;
    section.users = {{"clerk", "c"}};
    EXPECT_THAT(rabbitmq_config(section, rabbit_site()), HasSubstr("allow_anonymous = false"));
}

TEST(RabbitMqFiles, OpenAListenerWithTlsInThePlaceOfThePlainOne) {
    BrokerSection section;
    section.tls.emplace();
    section.tls->plain = false;
    section.tls->require_certificate = section.tls->use_identity_as_username = true;
    const std::string config = rabbitmq_config(section, rabbit_site());
    EXPECT_THAT(config, HasSubstr("mqtt.listeners.tcp = none\n"));
    EXPECT_THAT(config, HasSubstr("mqtt.listeners.ssl.1 = 127.70.0.1:8883\n"));
    EXPECT_THAT(config, HasSubstr("ssl_options.verify = verify_peer\n"));
    EXPECT_THAT(config, HasSubstr("ssl_options.versions.2 = tlsv1.2\n"));
    EXPECT_THAT(config, HasSubstr("mqtt.ssl_cert_login = true\n"));
}

TEST(RabbitMqFiles, OpenAListenerForWebSocketsIfSomebodyComesThere) {
    LaunchSite rabbit = rabbit_site();
    EXPECT_THAT(rabbitmq_config({}, rabbit), testing::Not(HasSubstr("web_mqtt")));
    rabbit.websocket = Address{"127.70.0.1", 8083};
    EXPECT_THAT(rabbitmq_config({}, rabbit), HasSubstr("web_mqtt.tcp.port = 8083\n"));
}

TEST(RabbitMqFiles, OpenOneWithTlsIfSomebodyComesThere) {
    BrokerSection section;
    section.tls.emplace();
    LaunchSite rabbit = rabbit_site();
    EXPECT_EQ(rabbitmq_advanced_config(section, rabbit), "[].\n");
    rabbit.tls->websocket = Address{"127.70.0.1", 8084};
    EXPECT_THAT(rabbitmq_config(section, rabbit), HasSubstr("web_mqtt.ws_path = /mqtt\n"));
    EXPECT_THAT(rabbitmq_config(section, rabbit), HasSubstr("web_mqtt.tcp.listener = none\n"));
    EXPECT_EQ(rabbitmq_advanced_config(section, rabbit),
              "[{rabbitmq_web_mqtt, [{ssl_config, [\n"
              "  {ip, \"127.70.0.1\"}, {port, 8084},\n"
              "  {cacertfile, \"ca.pem\"},\n"
              "  {certfile, \"broker.pem\"}, {keyfile, \"broker.key\"},\n"
              "  {verify, verify_none},\n"
              "  {fail_if_no_peer_cert, false},\n"
              "  {versions, ['tlsv1.3', 'tlsv1.2']}]}]}].\n");
    section.tls->require_certificate = true;
    section.tls->at_least = sim::TlsVersion::v1_3;
    const std::string strict = rabbitmq_advanced_config(section, rabbit);
    EXPECT_THAT(strict, HasSubstr("{verify, verify_peer},\n  {fail_if_no_peer_cert, true}"));
    EXPECT_THAT(strict, HasSubstr("{versions, ['tlsv1.3']}"));
}

TEST(RabbitMqFiles, SayWhatRabbitMqCannotBeTold) {
    BrokerSection section;
    EXPECT_TRUE(RabbitMq().lacks(section).empty());
    section.acl = {{"guest", Access::none, {*TopicFilter::parse("office/salaries")}}};
    section.limits.queued_messages = 10;
    section.limits.packet_size = DataSize{1000};
    section.persistence.autosave = 1s;
    section.tls.emplace();
    section.tls->at_least = sim::TlsVersion::v1_0;
    EXPECT_EQ(RabbitMq().lacks(section).size(), 5u);
}

}  // namespace
}  // namespace breakwire::harness
