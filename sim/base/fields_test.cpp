#include "sim/base/fields.hpp"

#include <gtest/gtest.h>

#include "sim/base/catalog.hpp"

namespace breakwire {
namespace {

struct Shape {
    virtual ~Shape() = default;
};

struct Delay final : Shape {
    Duration by{};
    Duration jitter{};
    std::vector<std::string> tags;

    static Fields<Delay> fields() {
        return Fields<Delay>("delay", "holds each frame back")
            .required("by", &Delay::by, "how long")
            .optional("jitter", &Delay::jitter, "spread around it")
            .optional("tags", &Delay::tags, "labels")
            .shorthand("by");
    }
    void validate(const Places& at) const {
        if (jitter > by) at.fail("jitter", "is larger than by");
    }
};

Node entry_node(Node parent, const std::string& key, const std::string& text, int line) {
    parent.entries.push_back({key, {"a.yaml", line, 3}, Node::scalar(text, {"a.yaml", line, 9})});
    return parent;
}

Node mapping() { return Node::mapping({"a.yaml", 1, 1}); }

std::vector<std::string> mistakes_of(const Node& node) {
    Mistakes mistakes;
    Delay delay;
    Delay::fields().read(delay, node, mistakes);
    std::vector<std::string> texts;
    for (const ConfigError& mistake : mistakes.found()) texts.emplace_back(mistake.what());
    return texts;
}

TEST(Fields, ReadsValuesIntoMembers) {
    Mistakes mistakes;
    Delay delay;
    const Node node = entry_node(entry_node(mapping(), "by", "20ms", 2), "jitter", "5ms", 3);
    EXPECT_TRUE(Delay::fields().read(delay, node, mistakes));
    EXPECT_EQ(delay.by, 20ms);
    EXPECT_EQ(delay.jitter, 5ms);
}

TEST(Fields, WritesWhatOneWouldTypeForAnObject) {
    Delay delay;
    delay.by = 20ms;
    EXPECT_EQ(Delay::fields().typed(delay), "{by: 20ms}");
    delay.jitter = 5ms;
    EXPECT_EQ(Delay::fields().typed(delay), "{by: 20ms, jitter: 5ms}");
}

TEST(Fields, TakesABareValueForTheShorthandKey) {
    Mistakes mistakes;
    Delay delay;
    EXPECT_TRUE(Delay::fields().read(delay, Node::scalar("20ms"), mistakes));
    EXPECT_EQ(delay.by, 20ms);
}

TEST(Fields, ReportsEveryMistakeWhereItWasTyped) {
    const Node node = entry_node(entry_node(mapping(), "jiter", "5ms", 2), "jitter", "5", 3);
    EXPECT_EQ(mistakes_of(node),
              (std::vector<std::string>{
                  "a.yaml:2:3: error: unknown key 'jiter'; did you mean 'jitter'?",
                  "a.yaml:3:9: error: expected a duration with its unit, such as 20ms, 1.5s or 1h, "
                  "got '5'",
                  "a.yaml:1:1: error: delay: missing key 'by' (how long)"}));
}

TEST(Fields, ValidatesAWholeObjectAtThePlaceOfItsKeys) {
    const Node node = entry_node(entry_node(mapping(), "by", "1ms", 2), "jitter", "5ms", 3);
    EXPECT_EQ(mistakes_of(node),
              std::vector<std::string>{"a.yaml:3:9: error: jitter is larger than by"});
}

TEST(Catalog, MakesAKindFromAMappingWithOneEntry) {
    Catalog<Shape> shapes("fault");
    shapes.add<Delay>();
    Node node = mapping();
    node.entries.push_back({"delay", {"a.yaml", 1, 1}, entry_node(mapping(), "by", "1s", 2)});
    Mistakes mistakes;
    const auto made = shapes.make_one(node, mistakes);
    ASSERT_TRUE(mistakes.empty());
    EXPECT_EQ(dynamic_cast<Delay&>(*made).by, 1s);
}

TEST(Catalog, SuggestsTheKindThatWasMeant) {
    Catalog<Shape> shapes("fault");
    shapes.add<Delay>();
    Mistakes mistakes;
    EXPECT_EQ(shapes.make("dealy", {"a.yaml", 4, 5}, mapping(), mistakes), nullptr);
    EXPECT_STREQ(mistakes.found().front().what(),
                 "a.yaml:4:5: error: unknown fault 'dealy'; did you mean 'delay'?");
}

}  // namespace
}  // namespace breakwire
