#include "sim/base/numbered.hpp"

#include <gtest/gtest.h>

namespace breakwire {
namespace {

TEST(Numbered, FillsInEveryWordButTheDoubledOne) {
    EXPECT_EQ(numbered("{n}/{n}", 7), "7/7");
    EXPECT_EQ(numbered("unit {n}, sample {{n}}", 7), "unit 7, sample {n}");
    EXPECT_EQ(numbered(R"({"id":{n},"x":{}})", 7), R"({"id":7,"x":{}})");
    EXPECT_EQ(numbered("{m} {", 7), "{m} {");
}

TEST(Numbered, KeepsThePlacesOfANode) {
    Node list;
    list.kind = Node::Kind::sequence;
    list.items = {Node::scalar("plant/{n}", {"a.yaml", 4, 9})};
    Node node = Node::mapping({"a.yaml", 3, 5});
    node.entries.push_back({"unit {n}", {"a.yaml", 4, 1}, list});
    const Node seventh = numbered(node, 7);
    EXPECT_EQ(seventh.entries[0].key, "unit 7");
    EXPECT_EQ(seventh.entries[0].key_at, (Place{"a.yaml", 4, 1}));
    EXPECT_EQ(seventh.entries[0].value.items[0].text, "plant/7");
    EXPECT_EQ(seventh.entries[0].value.items[0].at, (Place{"a.yaml", 4, 9}));
}

TEST(Numbered, TellsWhetherTheNumberMatters) {
    EXPECT_TRUE(takes_number("plant/{n}"));
    EXPECT_TRUE(takes_number("{{n}} of {n}"));
    EXPECT_FALSE(takes_number("sample {{n}}"));
    EXPECT_FALSE(takes_number("{m} {n"));
    Node node = Node::mapping();
    node.entries.push_back({"topic", {}, Node::scalar("plant/{{n}}")});
    EXPECT_FALSE(takes_number(node));
    node.entries.push_back({"unit {n}", {}, Node::scalar("on")});
    EXPECT_TRUE(takes_number(node));
}

}  // namespace
}  // namespace breakwire
