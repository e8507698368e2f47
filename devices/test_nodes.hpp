#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/base/errors.hpp"
#include "sim/base/node.hpp"

/// Sections of a scenario written by hand, for tests. All stand at a.yaml:1:1 unless they say
/// otherwise.
namespace breakwire::devices {

inline Node scalar(const std::string& text, int line = 1) {
    return Node::scalar(text, {"a.yaml", line, 1});
}

inline Node map(const std::vector<std::pair<std::string, Node>>& entries, int line = 1) {
    Node node = Node::mapping({"a.yaml", line, 1});
    for (const auto& [key, value] : entries) node.entries.push_back({key, value.at, value});
    return node;
}

inline Node list(const std::vector<Node>& items) {
    Node node;
    node.kind = Node::Kind::sequence;
    node.at = {"a.yaml", 1, 1};
    node.items = items;
    return node;
}

inline Node list(std::initializer_list<const char*> texts) {
    std::vector<Node> items;
    for (const char* text : texts) items.push_back(scalar(text));
    return list(items);
}

/// The messages without their place, which is the same for all at a.yaml:1:1.
inline std::vector<std::string> texts(const Mistakes& mistakes) {
    std::vector<std::string> out;
    for (const ConfigError& mistake : mistakes.found()) {
        const std::string text = mistake.what();
        const std::string here = "a.yaml:1:1: error: ";
        out.push_back(text.starts_with(here) ? text.substr(here.size()) : text);
    }
    return out;
}

}  // namespace breakwire::devices
