#include "scenarios/language/yaml_text.hpp"

#include <gtest/gtest.h>

#include "scenarios/language/yaml_node.hpp"

namespace breakwire::scenarios {
namespace {

Node parsed(const std::string& text) {
    Mistakes mistakes;
    auto node = read_yaml(text, "a.yaml", mistakes);
    for (const ConfigError& mistake : mistakes.found()) ADD_FAILURE() << mistake.what() << text;
    return node.value_or(Node{});
}

/// What it means, without places.
std::string meaning(const Node& node) {
    std::string out = std::to_string(static_cast<int>(node.kind)) + node.text;
    for (const Node& item : node.items) out += '[' + meaning(item) + ']';
    for (const Node::Entry& entry : node.entries) {
        out += '<' + entry.key + ':' + meaning(entry.value) + '>';
    }
    return out;
}

TEST(YamlText, HasALineForEachDeviceAndStep) {
    EXPECT_EQ(
        yaml_text(parsed("{steps: [{start: [a, b]}, heal, {wait: 5s}], scenario: All is well, "
                         "devices: {a: {model: sensor}, b: {}}, mqtt: 5.0}")),
        "scenario: All is well\n"
        "mqtt: 5.0\n"
        "devices:\n"
        "  a: {model: sensor}\n"
        "  b: {}\n"
        "steps:\n"
        "  - start: [a, b]\n"
        "  - heal\n"
        "  - wait: 5s\n");
}

TEST(YamlText, BreaksLinesThatWouldBeTooLong) {
    const std::string topic(60, 't');
    const std::string text = yaml_text(parsed("devices: {a: {publish: [{topic: " + topic +
                                              ", qos: 1}, {topic: " + topic + ", qos: 2}]}}"));
    EXPECT_EQ(text,
              "devices:\n"
              "  a:\n"
              "    publish:\n"
              "      - {topic: " +
                  topic +
                  ", qos: 1}\n"
                  "      - {topic: " +
                  topic + ", qos: 2}\n");
}

TEST(YamlText, QuotesWhatYamlWouldTakeForSomethingElse) {
    for (const char* text :
         {"{a: \"yes\"}", "{a: \"\"}", "{a: \"plant/#\"}", "{a: \"{n}\"}", "{a: \"x: y\"}",
          "{a: \"tab\\there\"}", "{a: \"say \\\"hi\\\"\"}", "{a: \"\\u00e9\"}", "{a: \"- b\"}",
          "{\"p_{n}\": 1}", "{a: \"*\"}", "{a: [\"a, b\", '[c]']}", "{a: \"null\"}", "{a: null}",
          "{a: {b: null, c: 1}}", "{a: \"12\"}", "{a: \"ends in space \"}", "{a: \"b #c\"}"}) {
        const Node node = parsed(text);
        EXPECT_EQ(meaning(parsed(yaml_text(node))), meaning(node)) << yaml_text(node);
    }
}

TEST(YamlText, KeepsNumbersInQuotesTexts) {
    EXPECT_TRUE(parsed(yaml_text(parsed("{a: \"12\"}"))).find("a")->quoted);
    EXPECT_FALSE(parsed(yaml_text(parsed("{a: 12}"))).find("a")->quoted);
}

}  // namespace
}  // namespace breakwire::scenarios
