#include "harness/brokers/mosquitto_files.hpp"

#include <gmock/gmock.h>

namespace breakwire::harness {
namespace {

using scenarios::Access;
using scenarios::BrokerSection;
using ::testing::EndsWith;
using ::testing::StartsWith;

const LaunchSite site{"/tmp/case", {"127.70.0.1", 1883}, Luck(1)};

TopicFilter filter(const char* text) { return *TopicFilter::parse(text); }

TEST(MosquittoFiles, SayNothingTheSectionDoesNotAskFor) {
    EXPECT_EQ(mosquitto_config(BrokerSection{}, site, /*as_root=*/false),
              "log_dest stderr\n"
              "log_type all\n"
              "log_timestamp false\n"
              "set_tcp_nodelay true\n"
              "sys_interval 1\n"
              "allow_anonymous true\n"
              "persistence false\n"
              "max_queued_messages 1000000000\n"
              "listener 1883 127.70.0.1\n");
}

TEST(MosquittoFiles, LeavePacketsOutOfALogThatIsToBeBrief) {
    LaunchSite brief = site;
    brief.brief_log = true;
    EXPECT_THAT(mosquitto_config(BrokerSection{}, brief, /*as_root=*/false),
                StartsWith("log_dest stderr\n"
                           "log_type error\n"
                           "log_type warning\n"
                           "log_type notice\n"
                           "log_type information\n"
                           "log_timestamp false\n"));
}

TEST(MosquittoFiles, OpenAListenerWithTlsBesideThePlainOne) {
    BrokerSection section;
    section.tls.emplace();
    section.tls->require_certificate = section.tls->use_identity_as_username = true;
    section.tls->at_least = sim::TlsVersion::v1_3;
    LaunchSite with_tls = site;
    with_tls.tls = TlsSite{"ca.pem", "broker.pem", "broker.key", {"127.70.0.1", 8883}};
    EXPECT_THAT(mosquitto_config(section, with_tls, /*as_root=*/false),
                EndsWith("listener 1883 127.70.0.1\n"
                         "listener 8883 127.70.0.1\n"
                         "cafile ca.pem\n"
                         "certfile broker.pem\n"
                         "keyfile broker.key\n"
                         "tls_version tlsv1.3\n"
                         "require_certificate true\n"
                         "use_identity_as_username true\n"));
}

TEST(MosquittoFiles, HideThePlainListenerFromDevicesThatAreToUseTls) {
    BrokerSection section;
    section.tls.emplace();
    section.tls->plain = false;
    EXPECT_NE(plain_listener(section, site.listen).port, site.listen.port);
    EXPECT_THAT(mosquitto_config(section, site, /*as_root=*/false),
                Not(HasSubstr("listener 1883 ")));
    EXPECT_EQ(plain_listener({}, site.listen), site.listen);
}

TEST(MosquittoFiles, SayEverythingTheSectionAsksFor) {
    BrokerSection section;
    section.users = {{"thermometer", "secret"}};
    section.acl = {{std::string("thermometer"), Access::write, {filter("plant/#")}}};
    section.persistence = {true, 1500ms};
    section.limits = {100, 5, DataSize{2048}};
    EXPECT_EQ(mosquitto_config(section, site, /*as_root=*/true),
              "user root\n"
              "log_dest stderr\n"
              "log_type all\n"
              "log_timestamp false\n"
              "set_tcp_nodelay true\n"
              "sys_interval 1\n"
              "allow_anonymous false\n"
              "password_file passwords\n"
              "persistence true\n"
              "persistence_location ./\n"
              "persistence_file mosquitto.db\n"
              "autosave_interval 2\n"
              "max_queued_messages 100\n"
              "max_inflight_messages 5\n"
              "max_packet_size 2048\n"
              "listener 1883 127.70.0.1\n"
              "acl_file acl\n");
}

TEST(MosquittoFiles, GainAnAclFileOnce) {
    const std::string open = mosquitto_config(BrokerSection{}, site, false);
    const std::string closed = with_acl_file(open);
    EXPECT_EQ(closed, open + "acl_file acl\n");
    EXPECT_EQ(with_acl_file(closed), closed);
}

TEST(MosquittoFiles, LetEverybodyDoEverythingWithoutRules) {
    EXPECT_EQ(mosquitto_acl({}), "pattern readwrite #\npattern readwrite $SYS/#\n");
}

TEST(MosquittoFiles, HoldRulesOfUsersInBlocksAndOfEverybodyInPatterns) {
    EXPECT_EQ(mosquitto_acl({
                  {std::string("alice"), Access::write, {filter("t/alice/#"), filter("t/+")}},
                  {std::string("alice"), Access::none, {filter("t/secret")}},
                  {std::nullopt, Access::read, {filter("u/%u/down")}},
                  {std::string("bob"), Access::both, {filter("#")}},
              }),
              "user alice\n"
              "topic write t/alice/#\n"
              "topic write t/+\n"
              "user alice\n"
              "topic deny t/secret\n"
              "pattern read u/%u/down\n"
              "user bob\n"
              "topic readwrite #\n");
}

// Computed with Python's hashlib.pbkdf2_hmac; such lines were tried on mosquitto 2.0.11.
TEST(MosquittoFiles, HoldPasswordsAsPbkdf2) {
    EXPECT_EQ(mosquitto_password_hash("t-secret", as_bytes("twelve bytes")),
              "$7$101$dHdlbHZlIGJ5dGVz$A0m4RgnG39916lBRlVR+EJzqcWkERqfclTKUvG/mA1YkRIBkJLj/"
              "3xVTyHOjJyWTEYhoPFyRUcBvCD6aMrjuRQ==");
}

TEST(MosquittoFiles, AreTheSameForTheSameSeed) {
    const std::map<std::string, std::string> users{{"a", "x"}, {"b", "x"}};
    const std::string first = mosquitto_passwords(users, Luck(1));
    EXPECT_EQ(first, mosquitto_passwords(users, Luck(1)));
    EXPECT_NE(first, mosquitto_passwords(users, Luck(2)));
    EXPECT_EQ(first.rfind("a:$7$101$", 0), 0U);
    const std::size_t second_line = first.find('\n') + 1;
    EXPECT_NE(first.substr(2, 25), first.substr(second_line + 2, 25)) << "salts differ by user";
}

}  // namespace
}  // namespace breakwire::harness
