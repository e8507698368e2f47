#include "sim/base/node.hpp"

namespace breakwire {

const Node* Node::find(std::string_view key) const {
    for (const Entry& entry : entries) {
        if (entry.key == key) return &entry.value;
    }
    return nullptr;
}

std::string Node::describe() const {
    switch (kind) {
        case Kind::null:
            return "nothing";
        case Kind::scalar:
            return "'" + text + "'";
        case Kind::sequence:
            return "a list";
        case Kind::mapping:
            return "a mapping";
    }
    return "?";
}

Node Node::scalar(std::string text, Place at) {
    Node node;
    node.kind = Kind::scalar;
    node.text = std::move(text);
    node.at = std::move(at);
    return node;
}

Node Node::mapping(Place at) {
    Node node;
    node.kind = Kind::mapping;
    node.at = std::move(at);
    return node;
}

}  // namespace breakwire
