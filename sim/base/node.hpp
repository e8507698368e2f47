#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/base/place.hpp"

namespace breakwire {

/// A piece of a configuration file with the place it was typed at: what YAML is turned into before
/// any field is read, so that nothing past `scenarios/language` knows YAML.
struct Node {
    enum class Kind { null, scalar, sequence, mapping };
    struct Entry;

    Kind kind = Kind::null;
    Place at;
    std::string text;            ///< of a scalar
    bool quoted = false;         ///< a scalar in quotes is text even if it looks like a number
    std::vector<Node> items;     ///< of a sequence
    std::vector<Entry> entries;  ///< of a mapping, in the order of the file

    bool is_null() const { return kind == Kind::null; }
    bool is_scalar() const { return kind == Kind::scalar; }
    bool is_sequence() const { return kind == Kind::sequence; }
    bool is_mapping() const { return kind == Kind::mapping; }

    /// The value under `key`, or nullptr.
    const Node* find(std::string_view key) const;

    /// "a mapping", "a list", "'text'", "nothing": for messages that say what was found instead.
    std::string describe() const;

    static Node scalar(std::string text, Place at = {});
    static Node mapping(Place at = {});
};

struct Node::Entry {
    std::string key;
    Place key_at;
    Node value;
};

}  // namespace breakwire
