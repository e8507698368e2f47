#include "harness/brokers/activemq_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/brokers/activemq.hpp"

namespace breakwire::harness {
namespace {

using scenarios::Access;
using scenarios::BrokerSection;
using testing::HasSubstr;
using testing::Not;

LaunchSite activemq_site() {
    return {"/case",
            {"127.70.0.1", 1883},
            Luck(1),
            TlsSite{"ca.pem", "broker.pem", "broker.key", {"127.70.0.1", 8883}}};
}

BrokerSection office() {
    BrokerSection section;
    section.users = {{"clerk", "c<1>"}, {"guest", "g"}};
    section.acl = {{"clerk", Access::both, {*TopicFilter::parse("office/#")}},
                   {"guest", Access::read, {*TopicFilter::parse("office/#")}},
                   {std::nullopt, Access::read, {*TopicFilter::parse("menu/+/v1.2")}}};
    return section;
}

TEST(ActiveMqFiles, WriteTopicsAsDestinations) {
    EXPECT_EQ(activemq_destination(*TopicFilter::parse("menu/+/v1.2/#")), "menu.*.v1/2.>");
}

TEST(ActiveMqFiles, GiveRightsByDestinationAndCloseTheRest) {
    const std::string config = activemq_config(office(), activemq_site());
    EXPECT_THAT(config, HasSubstr("<authorizationEntry topic=\"office.&gt;\" read=\"clerk,guest\" "
                                  "write=\"clerk\" admin=\"clerk,guest\"/>"));
    EXPECT_THAT(config, HasSubstr("topic=\"menu.*.v1/2\" read=\"everybody\" write=\"nobody\""));
    EXPECT_THAT(config, HasSubstr("topic=\"&gt;\" read=\"nobody\" write=\"nobody\""));
    EXPECT_THAT(config, HasSubstr("password=\"c&lt;1&gt;\" groups=\"clerk,everybody\""));
    EXPECT_THAT(config, HasSubstr("anonymousAccessAllowed=\"false\""));
}

TEST(ActiveMqFiles, AllowEverythingToAnybodyWhereNothingIsSaid) {
    const std::string config = activemq_config({}, activemq_site());
    EXPECT_THAT(config, HasSubstr("anonymousAccessAllowed=\"true\""));
    EXPECT_THAT(config, Not(HasSubstr("authorizationPlugin")));
    EXPECT_THAT(config, HasSubstr("mqtt+nio://127.70.0.1:1883"));
    EXPECT_THAT(config, HasSubstr("persistent=\"false\""));
    EXPECT_THAT(config, Not(HasSubstr("ssl")));
}

TEST(ActiveMqFiles, OpenAListenerWithTls) {
    BrokerSection section;
    section.tls.emplace();
    std::string config = activemq_config(section, activemq_site());
    EXPECT_THAT(config, HasSubstr("uri=\"mqtt+nio://127.70.0.1:1883\""));
    EXPECT_THAT(config, HasSubstr("uri=\"mqtt+nio+ssl://127.70.0.1:8883?"
                                  "transport.enabledProtocols=TLSv1.3,TLSv1.2\""));
    EXPECT_THAT(config, HasSubstr("keyStore=\"broker.p12\""));
    section.tls->plain = false;
    section.tls->require_certificate = true;
    section.tls->at_least = sim::TlsVersion::v1_3;
    config = activemq_config(section, activemq_site());
    EXPECT_THAT(config, Not(HasSubstr("127.70.0.1:1883")));
    EXPECT_THAT(config, HasSubstr("enabledProtocols=TLSv1.3&amp;needClientAuth=true\""));
}

TEST(ActiveMqFiles, ChangeTheRulesAndNothingElse) {
    const std::string config = activemq_config(office(), activemq_site());
    const std::string open = with_activemq_acl(config, {});
    EXPECT_THAT(open, Not(HasSubstr("authorizationPlugin")));
    EXPECT_EQ(with_activemq_acl(open, office().acl), config);
}

TEST(ActiveMqFiles, SayWhatActiveMqCannotBeTold) {
    EXPECT_TRUE(ActiveMq().lacks(office()).empty());
    BrokerSection section;
    section.users = {{"a,b", "c"}};
    section.acl = {{"guest", Access::none, {*TopicFilter::parse("office/salaries")}},
                   {std::nullopt, Access::both, {*TopicFilter::parse("in/%c")}}};
    section.limits.queued_messages = section.limits.inflight_messages = 10;
    section.limits.packet_size = DataSize{1000};
    section.persistence.autosave = 1s;
    section.tls.emplace();
    section.tls->at_least = sim::TlsVersion::v1_0;
    EXPECT_EQ(ActiveMq().lacks(section).size(), 8u);
}

}  // namespace
}  // namespace breakwire::harness
