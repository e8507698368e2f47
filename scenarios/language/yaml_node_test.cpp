#include "scenarios/language/yaml_node.hpp"

#include <gtest/gtest.h>

namespace breakwire::scenarios {
namespace {

std::optional<Node> read(const std::string& text, std::string* mistake = nullptr) {
    Mistakes mistakes;
    auto node = read_yaml(text, "a.yaml", mistakes);
    if (mistake != nullptr && !mistakes.empty()) *mistake = mistakes.found().front().what();
    EXPECT_TRUE(mistake != nullptr || mistakes.empty());
    return node;
}

TEST(ReadYaml, GivesEveryKeyAndValueItsPlaceFromOne) {
    const auto node = read("a: 1\nb:\n  - x\n  - {c: y}\n");
    ASSERT_TRUE(node);
    EXPECT_EQ(node->entries[1].key_at, (Place{"a.yaml", 2, 1}));
    EXPECT_EQ(node->find("a")->at, (Place{"a.yaml", 1, 4}));
    const Node& second = node->find("b")->items[1];
    EXPECT_EQ(second.entries[0].key_at, (Place{"a.yaml", 4, 6}));
    EXPECT_EQ(second.find("c")->at, (Place{"a.yaml", 4, 9}));
}

TEST(ReadYaml, TellsQuotedTextFromPlain) {
    const auto node = read("[a, 'a', \"a\", ~, '']");
    ASSERT_TRUE(node);
    EXPECT_FALSE(node->items[0].quoted);
    EXPECT_TRUE(node->items[1].quoted);
    EXPECT_TRUE(node->items[2].quoted);
    EXPECT_TRUE(node->items[3].is_null());
    EXPECT_TRUE(node->items[4].is_scalar());
}

TEST(ReadYaml, PutsAnAnchorInThePlaceOfItsAlias) {
    const auto node = read("a: &base {x: 1}\nb: *base\n");
    ASSERT_TRUE(node);
    EXPECT_EQ(node->find("b")->find("x")->text, "1");
    EXPECT_EQ(node->find("b")->find("x")->at.line, 1);
}

TEST(ReadYaml, MergesWhatIsNotThereYet) {
    const auto node = read("a: &a {x: 1, y: 1}\nb: &b {z: 3}\nc:\n  <<: [*a, *b]\n  y: 2\n");
    ASSERT_TRUE(node);
    const Node& merged = *node->find("c");
    EXPECT_EQ(merged.entries.size(), 3u);
    EXPECT_EQ(merged.find("x")->text, "1");
    EXPECT_EQ(merged.find("y")->text, "2");
    EXPECT_EQ(merged.find("z")->text, "3");
}

TEST(ReadYaml, KeepsAKeyThatIsThereTwice) {
    const auto node = read("a: 1\na: 2\n");
    ASSERT_TRUE(node);
    EXPECT_EQ(node->entries.size(), 2u);
}

struct BrokenYaml {
    const char* name;
    const char* text;
    const char* mistake;
};
class ReadBrokenYaml : public testing::TestWithParam<BrokenYaml> {};

TEST_P(ReadBrokenYaml, NamesThePlace) {
    std::string mistake;
    EXPECT_FALSE(read(GetParam().text, &mistake));
    EXPECT_EQ(mistake, GetParam().mistake);
}

INSTANTIATE_TEST_SUITE_P(
    ReadYaml, ReadBrokenYaml,
    testing::Values(
        BrokenYaml{"Tab", "a:\n\tb: 1\n",
                   "a.yaml:2:1: error: a tab in the indentation; YAML indents by blanks"},
        BrokenYaml{"Empty", "# nothing\n", "a.yaml:1:1: error: the file is empty"},
        BrokenYaml{"KeyThatIsAList", "[a]: 1\n",
                   "a.yaml:1:1: error: a key has to be a word, this is a list"},
        BrokenYaml{"AliasInsideItsAnchor", "a: &a [*a]\n",
                   "a.yaml:1:8: error: this alias stands inside what it names"},
        BrokenYaml{"MergeOfAWord", "a:\n  <<: b\n",
                   "a.yaml:2:7: error: expected a mapping to merge, got 'b'"},
        BrokenYaml{"FleetWithoutQuotes", "a: 1\nstart: [pump_{n}, fan]\n",
                   "a.yaml:2:14: error: no valid YAML: end of sequence flow not found; inside [] "
                   "and {} what holds {n} has to stand in quotes"},
        BrokenYaml{"SecondDocument", "a: 1\n---\nb: 1\n",
                   "a.yaml:3:1: error: a second document; one file holds one"}),
    [](const auto& tested) { return tested.param.name; });

TEST(ReadYaml, RefusesAliasesThatStandForTooMuch) {
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 9; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
        for (int j = 1; j < 10; ++j) text += ", " + before;
        text += "]\n";
    }
    std::string mistake;
    EXPECT_FALSE(read(text, &mistake));
    EXPECT_NE(mistake.find("aliases stand for too much"), std::string::npos);
}

TEST(ReadYaml, SurvivesDeepNesting) {
    std::string mistake;
    EXPECT_FALSE(read(std::string(100'000, '['), &mistake));
    EXPECT_NE(mistake, "");
}

}  // namespace
}  // namespace breakwire::scenarios
