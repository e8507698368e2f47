#include "harness/brokers/mosquitto.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/brokers/broker_rig.hpp"
#include "harness/brokers/program.hpp"
#include "scenarios/abilities.hpp"

namespace breakwire::harness {
namespace {

using scenarios::Access;
using scenarios::AclRule;
using scenarios::BrokerSection;
using testing::Contains;
using testing::Not;

TopicFilter filter(const char* text) { return *TopicFilter::parse(text); }

AclRule rule(const char* user, Access may, const char* topic) {
    return {*user != '\0' ? std::optional<std::string>(user) : std::nullopt, may, {filter(topic)}};
}

/// Whether a message of `writer` on `topic` reaches `reader`, who subscribes to everything. Both
/// have their name as password; an empty name is an anonymous client called "nobody".
bool delivers(const std::vector<AclRule>& acl, const char* topic,
              const std::string& writer = "writer", const std::string& reader = "reader") {
    BrokerSection section;
    section.acl = acl;
    if (!writer.empty()) section.users = {{"writer", "writer"}, {"reader", "reader"}};
    BrokerRig rig(section);
    EXPECT_EQ(rig.perform(&BrokerProcess::start), "");
    RawClient to(rig.address());
    RawClient from(rig.address());
    EXPECT_EQ(to.connect(connect_as("client-r", reader, reader))->reason, 0);
    EXPECT_EQ(from.connect(connect_as("client-w", writer, writer))->reason, 0);
    to.subscribe("#");
    from.publish(topic, "hello");
    // Acknowledged and dropped or acknowledged and passed on: both are done by then, in order, so
    // an answer to a later packet shows that nothing is still to come.
    return to.hears_before_pong().value();
}

TEST(Mosquitto, SaysItsVersionAndWhatItCanDo) {
    const scenarios::BrokerTraits traits = Mosquitto().traits();
    EXPECT_EQ(traits.name, "mosquitto");
    EXPECT_EQ(traits.version.rfind("2.", 0), 0U) << traits.version;
    EXPECT_THAT(traits.abilities, Contains("mqtt5"));
    for (const std::string& ability : traits.abilities) {
        Mistakes unknown;
        EXPECT_TRUE(ValueType<scenarios::Ability>::read(Node::scalar(ability), unknown)) << ability;
    }
}

TEST(Mosquitto, DropsSilentClientsBetweenWholeSeconds) {
    const auto window = Mosquitto().traits().keep_alive_window;
    EXPECT_EQ(window(10s), (scenarios::Window{15s, 22s}));
    EXPECT_EQ(window(3s), (scenarios::Window{4s, 11s}));
}

TEST(Mosquitto, KeepsRealTimeWhereTheShimCannotComeIn) {
    const std::filesystem::path copy =
        std::filesystem::path(testing::TempDir()) / "setuid-mosquitto";
    std::filesystem::copy_file(find_program("mosquitto", "mosquitto"), copy,
                               std::filesystem::copy_options::overwrite_existing);
    std::filesystem::permissions(copy, std::filesystem::perms::set_uid,
                                 std::filesystem::perm_options::add);
    Mosquitto broker;
    Mistakes mistakes;
    Node settings = Node::mapping();
    settings.entries.push_back({"program", {}, Node::scalar(copy.string())});
    ASSERT_TRUE(Mosquitto::fields().read(broker, settings, mistakes));
    const scenarios::BrokerTraits traits = broker.traits();
    std::filesystem::remove(copy);
    EXPECT_THAT(traits.abilities, Not(Contains("virtual_time")));
    EXPECT_THAT(traits.why_not_led, HasSubstr("is setuid"));
}

TEST(Mosquitto, IsMissingWhereThereIsNone) {
    Mosquitto elsewhere;
    Mistakes mistakes;
    Node settings = Node::mapping();
    settings.entries.push_back({"program", {}, Node::scalar("mosquitto-of-another-name")});
    ASSERT_TRUE(Mosquitto::fields().read(elsewhere, settings, mistakes));
    EXPECT_THROW(elsewhere.traits(), EnvironmentError);
}

TEST(Mosquitto, CannotBeToldOfNamesThatBreakItsFiles) {
    BrokerSection section;
    section.users = {{"a:b", "x"}, {"fine", "x"}};
    section.acl = {rule("fine", Access::read, " leading/blank"), rule("fine", Access::read, "a b")};
    EXPECT_EQ(Mosquitto().lacks(section).size(), 2U);
}

TEST(Mosquitto, AcceptsEverythingWeWrite) {
    BrokerSection section;
    section.users = {{"thermometer", "t-secret"}};
    section.acl = {rule("thermometer", Access::both, "plant/#"), rule("", Access::read, "c/%c")};
    section.persistence = {true, 1s};
    section.limits = {10, 5, DataSize{4096}};
    BrokerRig rig(section);
    EXPECT_EQ(rig.perform(&BrokerProcess::start), "");
    for (const sim::Event& event : rig.recorder.events()) {
        const auto* log = event.as<sim::BrokerLog>();
        EXPECT_FALSE(log != nullptr && log->line.rfind("Error", 0) == 0) << log->line;
    }
}

TEST(Mosquitto, LetsInWhoKnowsThePassword) {
    BrokerSection section;
    section.users = {{"thermometer", "t-secret"}};
    BrokerRig rig(section);
    ASSERT_EQ(rig.perform(&BrokerProcess::start), "");
    const auto code = [&](const mqtt::Connect& connect) {
        return RawClient(rig.address()).connect(connect)->reason;
    };
    EXPECT_EQ(code(connect_as("a", "thermometer", "t-secret")), 0);
    EXPECT_EQ(code(connect_as("b", "thermometer", "wrong")), 5);
    EXPECT_EQ(code(connect_as("c", "somebody", "t-secret")), 5);
    EXPECT_EQ(code(connect_as("d")), 5) << "anonymous";
}

TEST(Mosquitto, LetsEverybodyDoEverythingWithoutUsersAndAcl) {
    EXPECT_TRUE(delivers({}, "a/b", "", ""));
}

const AclRule reader_reads = rule("reader", Access::read, "#");

TEST(Mosquitto, DeniesWhatNoRuleAllows) {
    EXPECT_TRUE(delivers({rule("writer", Access::write, "a/#"), reader_reads}, "a/b"));
}
TEST(Mosquitto, DeniesWritingWithoutARule) { EXPECT_FALSE(delivers({reader_reads}, "a/b")); }
TEST(Mosquitto, DeniesWritingByARuleForReading) {
    EXPECT_FALSE(delivers({rule("writer", Access::read, "a/#"), reader_reads}, "a/b"));
}
TEST(Mosquitto, DeniesReadingAtDelivery) {
    EXPECT_FALSE(delivers({rule("writer", Access::write, "#")}, "a/b"));
}
TEST(Mosquitto, PutsDenialFirstWhereverItStands) {
    EXPECT_FALSE(delivers(
        {rule("writer", Access::write, "#"), rule("writer", Access::none, "a/b"), reader_reads},
        "a/b"));
}
TEST(Mosquitto, AppliesRulesOfEverybodyWithoutPlaceholders) {
    EXPECT_TRUE(delivers({rule("", Access::both, "a/#")}, "a/b"));
}
TEST(Mosquitto, AppliesRulesOfEverybodyToAnonymousClients) {
    EXPECT_TRUE(delivers({rule("", Access::both, "a/#")}, "a/b", "", ""));
}
TEST(Mosquitto, FillsInClientAndUser) {
    EXPECT_TRUE(delivers({rule("", Access::write, "c/%c/%u"), reader_reads}, "c/client-w/writer"));
}
TEST(Mosquitto, FillsInNobodyElsesName) {
    EXPECT_FALSE(delivers({rule("", Access::write, "c/%c/%u"), reader_reads}, "c/client-w/reader"));
}
TEST(Mosquitto, DeniesAUserWhatEverybodyMayIfAskedTo) {
    EXPECT_FALSE(
        delivers({rule("writer", Access::none, "a/#"), rule("", Access::both, "#")}, "a/b"));
}
TEST(Mosquitto, GivesAUsersOwnRulesPrecedenceOverADenialOfEverybody) {
    EXPECT_TRUE(delivers({rule("", Access::none, "a/#"), rule("writer", Access::write, "a/#"),
                          rule("reader", Access::read, "a/#")},
                         "a/b"));
}

}  // namespace
}  // namespace breakwire::harness
