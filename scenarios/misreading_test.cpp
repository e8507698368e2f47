#include "scenarios/misreading.hpp"

#include <gtest/gtest.h>

namespace breakwire::scenarios {
namespace {

TopicFilter topics(const char* text) { return *TopicFilter::parse(text); }

BrokerSection section() {
    BrokerSection section;
    section.users = {{"pump", "p"}, {"dashboard", "d"}};
    section.acl = {{"dashboard", Access::read, {topics("plant/+/level")}},
                   {"dashboard", Access::none, {topics("plant/7/level")}},
                   {"pump", Access::write, {topics("plant/1/level")}},
                   {std::nullopt, Access::both, {topics("own/%c/state")}}};
    section.persistence.enabled = true;
    return section;
}

BrokerSection taken(Misreading how) { return misread(section(), {how}); }

bool may_read(Misreading how, const char* user, const char* topic) {
    return may(taken(how).acl, Access::read, user, user, topic);
}

bool may_write(Misreading how, const char* user, const char* topic) {
    return may(taken(how).acl, Access::write, user, user, topic);
}

TEST(Misreading, OfNothingChangesNothing) {
    EXPECT_FALSE(is_misread(section(), {}));
    EXPECT_EQ(misread(section(), {}).acl, section().acl);
}

TEST(Misreading, OfAnEmptySectionConcernsOnlyQueues) {
    EXPECT_FALSE(is_misread({}, {Misreading::passwords, Misreading::rules, Misreading::reads,
                                 Misreading::persistence}));
    EXPECT_TRUE(is_misread({}, {Misreading::queues}));
}

TEST(Misreading, OfPasswordsLetsEverybodyInAndKeepsRules) {
    EXPECT_TRUE(taken(Misreading::passwords).users.empty());
    EXPECT_EQ(taken(Misreading::passwords).acl, section().acl);
}

TEST(Misreading, OfRulesAllowsEverything) {
    EXPECT_TRUE(may_read(Misreading::rules, "pump", "plant/7/level"));
    EXPECT_TRUE(may_write(Misreading::rules, "dashboard", "plant/7/level"));
}

TEST(Misreading, OfReadsAllowsThemUnlessARuleDenies) {
    EXPECT_TRUE(may_read(Misreading::reads, "pump", "plant/2/level"));
    EXPECT_TRUE(may_read(Misreading::reads, "stranger", "plant/2/level"));
    EXPECT_FALSE(may_read(Misreading::reads, "dashboard", "plant/7/level"));
    EXPECT_FALSE(may_write(Misreading::reads, "pump", "plant/2/level"));
}

TEST(Misreading, OfWritesAllowsThem) {
    EXPECT_TRUE(may_write(Misreading::writes, "pump", "plant/2/level"));
    EXPECT_FALSE(may_read(Misreading::writes, "pump", "plant/2/level"));
}

TEST(Misreading, OfDenialsLeavesTheRest) {
    EXPECT_TRUE(may_read(Misreading::denials, "dashboard", "plant/7/level"));
    EXPECT_FALSE(may_read(Misreading::denials, "dashboard", "plant/7/state"));
}

TEST(Misreading, OfAccessMakesReadersWriters) {
    EXPECT_TRUE(may_write(Misreading::access, "dashboard", "plant/1/level"));
    EXPECT_TRUE(may_read(Misreading::access, "pump", "plant/1/level"));
    EXPECT_FALSE(may_write(Misreading::access, "dashboard", "plant/7/level"));
}

TEST(Misreading, OfLevelsTakesAPlusForAllThatFollows) {
    EXPECT_TRUE(may_read(Misreading::levels, "dashboard", "plant/2/state/now"));
    EXPECT_FALSE(may_read(Misreading::levels, "dashboard", "hall/2"));
}

TEST(Misreading, OfNamesOpensPatternsToAnyName) {
    EXPECT_FALSE(may(section().acl, Access::read, "pump", "pump", "own/fan/state"));
    EXPECT_TRUE(may_read(Misreading::names, "pump", "own/fan/state"));
}

TEST(Misreading, OfChangesLeavesTheFirstRulesAlone) {
    EXPECT_EQ(taken(Misreading::changes).acl, section().acl);
}

TEST(Misreading, OfPersistenceAndQueuesForgets) {
    EXPECT_FALSE(taken(Misreading::persistence).persistence.enabled);
    EXPECT_EQ(taken(Misreading::queues).limits.queued_messages, 1);
}

}  // namespace
}  // namespace breakwire::scenarios
