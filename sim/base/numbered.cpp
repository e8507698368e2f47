#include "sim/base/numbered.hpp"

#include <algorithm>

namespace breakwire {

namespace {

constexpr std::string_view word = "{n}";
constexpr std::string_view escaped = "{{n}}";

/// Takes what comes next off `text`: one of the two words, or a character.
std::string_view take_piece(std::string_view& text) {
    std::size_t length = 1;
    if (text.starts_with(escaped)) {
        length = escaped.size();
    } else if (text.starts_with(word)) {
        length = word.size();
    }
    const std::string_view piece = text.substr(0, length);
    text.remove_prefix(length);
    return piece;
}

}  // namespace

std::string numbered(std::string_view text, std::uint32_t number) {
    // Most words have no number in them, and a fleet has ten thousand of each: they take no more
    // memory than they need.
    if (text.find(word) == std::string_view::npos) return std::string(text);
    std::string out;
    while (!text.empty()) {
        const std::string_view piece = take_piece(text);
        if (piece == word) {
            out += std::to_string(number);
        } else {
            out += piece == escaped ? word : piece;
        }
    }
    return out;
}

Node numbered(const Node& node, std::uint32_t number) {
    // Not a copy whose parts are replaced: that would copy what lies deep once for each level.
    Node copy;
    copy.kind = node.kind;
    copy.at = node.at;
    copy.text = numbered(node.text, number);
    copy.quoted = node.quoted;
    copy.items.reserve(node.items.size());
    for (const Node& item : node.items) copy.items.push_back(numbered(item, number));
    copy.entries.reserve(node.entries.size());
    for (const Node::Entry& entry : node.entries) {
        copy.entries.push_back(
            {numbered(entry.key, number), entry.key_at, numbered(entry.value, number)});
    }
    return copy;
}

bool takes_number(std::string_view text) {
    while (text.find(word) != std::string_view::npos) {
        if (take_piece(text) == word) return true;
    }
    return false;
}

bool takes_number(const Node& node) {
    const auto in_entry = [](const Node::Entry& entry) {
        return takes_number(entry.key) || takes_number(entry.value);
    };
    return takes_number(node.text) ||
           std::any_of(node.items.begin(), node.items.end(),
                       [](const Node& item) { return takes_number(item); }) ||
           std::any_of(node.entries.begin(), node.entries.end(), in_entry);
}

}  // namespace breakwire
