#include "devices/boards/qmp_command.hpp"

namespace breakwire {

namespace {

constexpr const char* expectation =
    "a command such as cont, or {execute: set_link, arguments: {name: wire, up: false}}";

nlohmann::json scalar_json(const Node& node) {
    if (node.quoted) return node.text;
    const auto parsed = nlohmann::json::parse(node.text, nullptr, /*allow_exceptions=*/false);
    return parsed.is_number() || parsed.is_boolean() ? parsed : nlohmann::json(node.text);
}

nlohmann::json json_of(const Node& node) {
    if (node.is_scalar()) return scalar_json(node);
    if (node.is_null()) return nullptr;
    nlohmann::json json = node.is_mapping() ? nlohmann::json::object() : nlohmann::json::array();
    for (const Node& item : node.items) json.push_back(json_of(item));
    for (const Node::Entry& entry : node.entries) json[entry.key] = json_of(entry.value);
    return json;
}

void check_keys(const Node& command, Mistakes& mistakes) {
    for (const Node::Entry& entry : command.entries) {
        if (entry.key == "execute" || entry.key == "arguments") continue;
        mistakes.add(entry.key_at, "unknown key '" + entry.key + "'" +
                                       suggestion(entry.key, {"execute", "arguments"}));
    }
}

}  // namespace

nlohmann::json ValueType<devices::QmpCommand>::schema() {
    const nlohmann::json whole{
        {"type", "object"},
        {"properties", {{"execute", {{"type", "string"}}}, {"arguments", {{"type", "object"}}}}},
        {"required", nlohmann::json::array({"execute"})},
        {"additionalProperties", false}};
    return {{"anyOf", nlohmann::json::array({{{"type", "string"}}, whole})}};
}

std::optional<devices::QmpCommand> ValueType<devices::QmpCommand>::read(const Node& node,
                                                                        Mistakes& mistakes) {
    if (node.is_scalar() && !node.text.empty()) return devices::QmpCommand{node.text};
    const std::size_t before = mistakes.count();
    check_keys(node, mistakes);
    const Node* execute = node.find("execute");
    if (execute == nullptr || !execute->is_scalar() || execute->text.empty()) {
        expected(node, mistakes, expectation);
        return std::nullopt;
    }
    devices::QmpCommand command{execute->text};
    if (const Node* arguments = node.find("arguments")) {
        if (!arguments->is_mapping()) expected(*arguments, mistakes, "arguments by name");
        command.arguments = json_of(*arguments);
    }
    return mistakes.count() == before ? std::optional(std::move(command)) : std::nullopt;
}

std::string ValueType<devices::QmpCommand>::text(const devices::QmpCommand& value) {
    if (value.arguments.empty()) return value.execute;
    return "{execute: " + value.execute + ", arguments: " + value.arguments.dump() + '}';
}

}  // namespace breakwire
