#include "devices/boards/qmp_command.hpp"

#include <gtest/gtest.h>

#include "devices/test_nodes.hpp"

namespace breakwire::devices {
namespace {

using Texts = std::vector<std::string>;

QmpCommand read(const Node& node) {
    Mistakes mistakes;
    const auto command = ValueType<QmpCommand>::read(node, mistakes);
    EXPECT_EQ(texts(mistakes), Texts{});
    return command.value_or(QmpCommand{});
}

Texts mistakes_in(const Node& node) {
    Mistakes mistakes;
    EXPECT_FALSE(ValueType<QmpCommand>::read(node, mistakes));
    return texts(mistakes);
}

Node quoted(const std::string& text) {
    Node node = scalar(text);
    node.quoted = true;
    return node;
}

TEST(QmpCommand, IsAWordWhereItHasNoArguments) {
    const QmpCommand command = read(scalar("cont"));
    EXPECT_EQ(command, QmpCommand{"cont"});
    EXPECT_EQ(ValueType<QmpCommand>::text(command), "cont");
}

TEST(QmpCommand, HasArgumentsOfTheTypesOfJson) {
    const QmpCommand command =
        read(map({{"execute", scalar("set_link")},
                  {"arguments", map({{"name", scalar("wire")},
                                     {"up", scalar("false")},
                                     {"tries", scalar("3")},
                                     {"text", quoted("3")},
                                     {"inner", map({{"share", scalar("0.5")}})}})}}));
    EXPECT_EQ(command.execute, "set_link");
    EXPECT_EQ(command.arguments, nlohmann::json::parse(R"({"name": "wire", "up": false, "tries": 3,
                                                  "text": "3", "inner": {"share": 0.5}})"));
    EXPECT_EQ(ValueType<QmpCommand>::text({"set_link", {{"up", false}}}),
              R"({execute: set_link, arguments: {"up":false}})");
}

TEST(QmpCommand, SaysWhatIsWrongWithIt) {
    EXPECT_EQ(mistakes_in(map({{"execut", scalar("cont")}})),
              (Texts{"unknown key 'execut'; did you mean 'execute'?",
                     "expected a command such as cont, or {execute: set_link, arguments: {name: "
                     "wire, up: false}}, got a mapping"}));
    EXPECT_EQ(mistakes_in(map({{"execute", scalar("cont")}, {"arguments", scalar("now")}})),
              Texts{"expected arguments by name, got 'now'"});
}

}  // namespace
}  // namespace breakwire::devices
