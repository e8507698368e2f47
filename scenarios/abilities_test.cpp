#include "scenarios/abilities.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace breakwire::scenarios {
namespace {

Condition condition(const std::string& has, const std::string& lacks) {
    Node node = Node::mapping();
    if (!has.empty()) node.entries.push_back({"broker", {}, Node::scalar(has)});
    if (!lacks.empty()) node.entries.push_back({"broker_lacks", {}, Node::scalar(lacks)});
    Condition read;
    Mistakes mistakes;
    Condition::fields().read(read, node, mistakes);
    EXPECT_TRUE(mistakes.empty()) << mistakes.found().front().what();
    return read;
}

TEST(Condition, HoldsIfTheBrokerHasWhatItMust) {
    const Condition asked = condition("acl_read", "qos2");
    EXPECT_EQ(asked.text(), "the broker has acl_read, and not qos2");
    EXPECT_EQ(asked.obstacle({"acl_read", "users"}), "");
    EXPECT_EQ(asked.obstacle({"users"}), "the broker lacks acl_read");
    EXPECT_EQ(asked.obstacle({"acl_read", "qos2"}), "the broker has qos2");
    EXPECT_EQ(condition("", "qos2").text(), "the broker lacks qos2");
}

TEST(Condition, HasToSaySomethingThatCanBe) {
    Condition read;
    Mistakes mistakes;
    Condition::fields().read(read, Node::mapping({"a.yaml", 1, 1}), mistakes);
    ASSERT_EQ(mistakes.count(), 1u);
    EXPECT_STREQ(mistakes.found()[0].what(),
                 "a.yaml:1:1: error: broker or broker_lacks has to be there");
    Node both = Node::mapping();
    both.entries.push_back({"broker", {}, Node::scalar("qos2")});
    both.entries.push_back({"broker_lacks", {}, Node::scalar("qos2", {"a.yaml", 2, 3})});
    Condition::fields().read(read, both, mistakes);
    EXPECT_STREQ(mistakes.found().back().what(),
                 "a.yaml:2:3: error: broker_lacks names 'qos2', which broker names too");
}

TEST(Ability, SuggestsTheOneThatWasMeant) {
    Mistakes mistakes;
    EXPECT_FALSE(ValueType<Ability>::read(Node::scalar("acl_raed", {"a.yaml", 1, 1}), mistakes));
    ASSERT_EQ(mistakes.count(), 1u);
    EXPECT_STREQ(mistakes.found()[0].what(),
                 "a.yaml:1:1: error: unknown ability 'acl_raed'; did you mean 'acl_read'?");
}

}  // namespace
}  // namespace breakwire::scenarios
