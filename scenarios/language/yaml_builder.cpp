#include "scenarios/language/yaml_builder.hpp"

#include <utility>

#include "sim/base/value_type.hpp"

namespace breakwire::scenarios {

namespace {

/// A file of a few lines can name an exponential number of nodes by aliases of aliases.
constexpr std::size_t most_copied_nodes = 100'000;

std::size_t size_of(const Node& node) {
    std::size_t size = 1;
    for (const Node& item : node.items) size += size_of(item);
    for (const Node::Entry& entry : node.entries) size += size_of(entry.value);
    return size;
}

}  // namespace

Place YamlBuilder::place(const YAML::Mark& mark) const {
    if (mark.is_null()) return {file_, 1, 1};
    return {file_, mark.line + 1, mark.column + 1};
}

void YamlBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
    Node node;
    node.at = place(mark);
    add(std::move(node), anchor);
}

void YamlBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
    Node node = Node::scalar(value, place(mark));
    node.quoted = tag == "!";  // yaml-cpp's way to tell; plain scalars have "?"
    add(std::move(node), anchor);
}

void YamlBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
    const auto named = anchors_.find(anchor);
    Node nothing;
    nothing.at = place(mark);
    if (named == anchors_.end()) {
        mistakes_.add(nothing.at, "this alias stands inside what it names");
        return add(std::move(nothing), {});
    }
    copied_ += size_of(named->second);
    if (copied_ > most_copied_nodes) {
        throw YAML::ParserException(mark, "aliases stand for too much");
    }
    add(named->second, {});
}

void YamlBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                                  YAML::EmitterStyle::value) {
    open(Node::Kind::sequence, mark, anchor);
}

void YamlBuilder::OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value) {
    open(Node::Kind::mapping, mark, anchor);
}

void YamlBuilder::open(Node::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    Open opened;
    opened.node.kind = kind;
    opened.node.at = place(mark);
    opened.anchor = anchor;
    open_.push_back(std::move(opened));
}

void YamlBuilder::close() {
    Open closed = std::move(open_.back());
    open_.pop_back();
    merge(closed);
    add(std::move(closed.node), closed.anchor);
}

void YamlBuilder::add(Node node, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor) anchors_[anchor] = node;
    if (open_.empty()) {
        root_ = std::move(node);
    } else if (open_.back().node.is_sequence()) {
        open_.back().node.items.push_back(std::move(node));
    } else if (!open_.back().key) {
        open_.back().key = std::move(node);
    } else {
        add_entry(open_.back(), std::move(node));
    }
}

void YamlBuilder::add_entry(Open& mapping, Node value) {
    const Node key = *std::exchange(mapping.key, std::nullopt);
    if (!key.is_scalar()) {
        mistakes_.add(key.at, "a key has to be a word, this is " + key.describe());
    } else if (key.text == "<<" && !key.quoted) {
        mapping.merged.push_back(std::move(value));
    } else {
        mapping.node.entries.push_back({key.text, key.at, std::move(value)});
    }
}

void YamlBuilder::merge(Open& mapping) {
    for (const Node& other : mapping.merged) {
        if (!other.is_sequence()) merge_entries(mapping.node, other);
        for (const Node& item : other.items) merge_entries(mapping.node, item);
    }
}

void YamlBuilder::merge_entries(Node& mapping, const Node& other) {
    if (!other.is_mapping()) expected(other, mistakes_, "a mapping to merge");
    for (const Node::Entry& entry : other.entries) {
        if (mapping.find(entry.key) == nullptr) mapping.entries.push_back(entry);
    }
}

}  // namespace breakwire::scenarios
