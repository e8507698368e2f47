#include "scenarios/window.hpp"

namespace breakwire::scenarios {

std::string Window::text() const {
    return (from == Duration{} ? "" : to_string(from) + " to ") + to_string(to);
}

}  // namespace breakwire::scenarios

namespace breakwire {

using scenarios::Window;

nlohmann::json ValueType<Window>::schema() {
    const nlohmann::json duration = ValueType<Duration>::schema();
    const nlohmann::json ends = {
        {"type", "array"}, {"items", duration}, {"minItems", 2}, {"maxItems", 2}};
    return {{"anyOf", nlohmann::json::array({duration, ends})}};
}

std::optional<Window> ValueType<Window>::read(const Node& node, Mistakes& mistakes) {
    if (!node.is_sequence()) {
        const auto to = ValueType<Duration>::read(node, mistakes);
        return to ? std::optional(Window{{}, *to}) : std::nullopt;
    }
    if (node.items.size() != 2) {
        mistakes.add(node.at, "a window has two ends: [from, to]");
        return std::nullopt;
    }
    const auto from = ValueType<Duration>::read(node.items[0], mistakes);
    const auto to = ValueType<Duration>::read(node.items[1], mistakes);
    if (!from || !to) return std::nullopt;
    if (*from > *to) {
        mistakes.add(node.at, "the window ends before it begins");
        return std::nullopt;
    }
    return Window{*from, *to};
}

}  // namespace breakwire
