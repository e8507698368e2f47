#include "scenarios/broker_section.hpp"

#include <gtest/gtest.h>

namespace breakwire::scenarios {
namespace {

AclRule rule(std::optional<std::string> user, Access access, const char* filter) {
    return {std::move(user), access, {*TopicFilter::parse(filter)}};
}

TEST(Acl, AllowsEverythingIfItIsEmpty) {
    EXPECT_TRUE(may({}, Access::write, std::nullopt, "c", "plant/1"));
}

TEST(Acl, DeniesWhatNoRuleAllows) {
    const std::vector<AclRule> acl{rule("sensor", Access::write, "plant/1/#")};
    EXPECT_TRUE(may(acl, Access::write, "sensor", "c", "plant/1/state"));
    EXPECT_FALSE(may(acl, Access::write, "sensor", "c", "plant/2/state"));
    EXPECT_FALSE(may(acl, Access::write, "other", "c", "plant/1/state"));
    EXPECT_FALSE(may(acl, Access::write, std::nullopt, "c", "plant/1/state"));
}

TEST(Acl, TellsReadingFromWriting) {
    const std::vector<AclRule> acl{rule("sensor", Access::write, "a"),
                                   rule("reader", Access::read, "a"),
                                   rule("both", Access::both, "a")};
    EXPECT_FALSE(may(acl, Access::read, "sensor", "c", "a"));
    EXPECT_FALSE(may(acl, Access::write, "reader", "c", "a"));
    EXPECT_TRUE(may(acl, Access::read, "both", "c", "a"));
    EXPECT_TRUE(may(acl, Access::write, "both", "c", "a"));
}

TEST(Acl, LetsNoneDenyWhateverTheSameHolderMayElse) {
    const std::vector<AclRule> acl{rule("reader", Access::read, "plant/#"),
                                   rule("reader", Access::none, "plant/secret/#")};
    EXPECT_TRUE(may(acl, Access::read, "reader", "c", "plant/1"));
    EXPECT_FALSE(may(acl, Access::read, "reader", "c", "plant/secret/1"));
}

TEST(Acl, LetsRulesOfTheUserDecideBeforeThoseOfEverybody) {
    const std::vector<AclRule> acl{
        rule(std::nullopt, Access::none, "plant/#"), rule("reader", Access::read, "plant/#"),
        rule("outcast", Access::none, "open/#"), rule(std::nullopt, Access::read, "open/#")};
    EXPECT_TRUE(may(acl, Access::read, "reader", "c", "plant/1"));
    EXPECT_FALSE(may(acl, Access::read, "outcast", "c", "open/1"));
    EXPECT_TRUE(may(acl, Access::read, "reader", "c", "open/1"));
}

TEST(Acl, PutsClientIdAndUserInThePlaceOfTheirPatterns) {
    const std::vector<AclRule> acl{rule(std::nullopt, Access::both, "dev/%c/#"),
                                   rule(std::nullopt, Access::read, "home/%u/x")};
    EXPECT_TRUE(may(acl, Access::write, std::nullopt, "c1", "dev/c1/a"));
    EXPECT_FALSE(may(acl, Access::write, std::nullopt, "c2", "dev/c1/a"));
    EXPECT_TRUE(may(acl, Access::read, "ann", "c1", "home/ann/x"));
    EXPECT_FALSE(may(acl, Access::read, std::nullopt, "c1", "home/ann/x"));
}

struct WideningCase {
    const char* name;
    const char* client_id;
    const char* topic;
};
class WideningNames : public testing::TestWithParam<WideningCase> {};

TEST_P(WideningNames, NeverWidenAPattern) {
    const std::vector<AclRule> acl{rule(std::nullopt, Access::both, "dev/%c/x"),
                                   rule(std::nullopt, Access::both, "user/%u/x")};
    const std::string topic = GetParam().topic;
    EXPECT_FALSE(may(acl, Access::read, std::nullopt, GetParam().client_id, "dev/" + topic + "/x"));
    EXPECT_FALSE(may(acl, Access::read, GetParam().client_id, "c", "user/" + topic + "/x"));
}

INSTANTIATE_TEST_SUITE_P(Acl, WideningNames,
                         testing::Values(WideningCase{"plus", "+", "other"},
                                         WideningCase{"hash", "#", "other"},
                                         WideningCase{"plus_in_a_word", "a+", "a+"},
                                         WideningCase{"slash", "a/b", "a/b"}),
                         [](const auto& tested) { return tested.param.name; });

TEST(Acl, StillDeniesWhatANoneRuleNamesByAPatternWithASlash) {
    const std::vector<AclRule> acl{rule(std::nullopt, Access::both, "#"),
                                   rule(std::nullopt, Access::none, "dev/%c/secret")};
    EXPECT_FALSE(may(acl, Access::read, std::nullopt, "a/b", "dev/a/b/secret"));
}

TEST(AclRule, RefusesPatternsInARuleForOneUser) {
    Mistakes mistakes;
    AclRule read;
    Node node = Node::mapping();
    node.entries = {{"user", {}, Node::scalar("ann")},
                    {"may", {}, Node::scalar("read")},
                    {"topics", {}, Node::scalar("dev/%c")}};
    EXPECT_FALSE(AclRule::fields().read(read, node, mistakes));
}

}  // namespace
}  // namespace breakwire::scenarios
