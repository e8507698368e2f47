#include "scenarios/steps/within.hpp"

namespace breakwire::scenarios {

std::string Within::text() const {
    switch (kind) {
        case Kind::window:
            return "within " + window.text();
        case Kind::at_once:
            return "at once";
        case Kind::delay:
            return "due after " + to_string(delay);
        case Kind::keep_alive:
            return "within the keep alive" + (device ? " of " + device->text : "");
    }
    return "?";
}

}  // namespace breakwire::scenarios

namespace breakwire {

namespace {

using scenarios::DeviceName;
using scenarios::Window;
using scenarios::Within;

constexpr const char* expectation =
    "a duration, [from, to], at_once, keep_alive, {keep_alive: device} or {delay: 5s}";

std::optional<Within> read_word(const Node& node, Mistakes& mistakes) {
    if (node.text == "at_once") return Within{Within::Kind::at_once};
    if (node.text == "keep_alive") return Within{Within::Kind::keep_alive};
    if (const auto to = parse_duration(node.text)) return Within{Within::Kind::window, {0s, *to}};
    expected(node, mistakes, expectation);
    return std::nullopt;
}

std::optional<Within> read_window(const Node& node, Mistakes& mistakes) {
    const auto window = ValueType<Window>::read(node, mistakes);
    return window ? std::optional(Within{Within::Kind::window, *window}) : std::nullopt;
}

std::optional<Within> read_mapping(const Node& node, Mistakes& mistakes) {
    const Node::Entry& entry = node.entries.front();
    if (entry.key == "keep_alive") {
        auto device = ValueType<DeviceName>::read(entry.value, mistakes);
        if (!device) return std::nullopt;
        return Within{Within::Kind::keep_alive, {}, {}, std::move(device)};
    }
    if (entry.key == "delay") {
        const auto delay = ValueType<Duration>::read(entry.value, mistakes);
        if (!delay) return std::nullopt;
        return Within{Within::Kind::delay, {}, *delay};
    }
    mistakes.add(entry.key_at, "unknown key '" + entry.key + "'" +
                                   suggestion(entry.key, {"keep_alive", "delay"}));
    return std::nullopt;
}

}  // namespace

nlohmann::json ValueType<Within>::schema() {
    const nlohmann::json mapping = {
        {"type", "object"},
        {"properties",
         {{"keep_alive", {{"type", "string"}}}, {"delay", ValueType<Duration>::schema()}}},
        {"additionalProperties", false},
        {"minProperties", 1},
        {"maxProperties", 1}};
    const nlohmann::json words = {{"enum", {"at_once", "keep_alive"}}};
    return {{"anyOf", nlohmann::json::array({words, ValueType<Window>::schema(), mapping})}};
}

std::optional<Within> ValueType<Within>::read(const Node& node, Mistakes& mistakes) {
    if (node.is_scalar()) return read_word(node, mistakes);
    if (node.is_sequence()) return read_window(node, mistakes);
    if (node.is_mapping() && node.entries.size() == 1) return read_mapping(node, mistakes);
    expected(node, mistakes, expectation);
    return std::nullopt;
}

std::string ValueType<Within>::text(const Within& value) {
    return value.kind == Within::Kind::window ? to_string(value.window.to) : "";
}

}  // namespace breakwire
