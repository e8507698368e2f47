#include "scenarios/language/yaml_text.hpp"

#include <algorithm>
#include <cctype>
#include <regex>
#include <set>

namespace breakwire::scenarios {

namespace {

constexpr std::size_t line_width = 100;

/// Whether a word that was in quotes would be taken for something else than text without them: a
/// number, or a word that some version of YAML knows.
bool needs_its_quotes(const std::string& text) {
    static const std::set<std::string> words{"null", "Null", "NULL",  "true",  "True",
                                             "on",   "On",   "false", "False", "off",
                                             "Off",  "yes",  "Yes",   "no",    "No"};
    return words.contains(text) || std::isalpha(static_cast<unsigned char>(text.front())) == 0;
}

/// Letters, digits and what never means anything inside a word of flow style.
bool is_plain(const std::string& text) {
    static const std::regex plain("[A-Za-z0-9_$./+%(][A-Za-z0-9_$./+%()=<>; -]*");
    return std::regex_match(text, plain) && text.back() != ' ';
}

void append_escaped(unsigned char c, std::string& out) {
    static constexpr char digits[] = "0123456789abcdef";
    if (c == '"' || c == '\\') {
        out += '\\';
        out += static_cast<char>(c);
    } else if (c == '\n') {
        out += "\\n";
    } else if (c < 0x20 || c == 0x7F) {
        out += "\\x";
        out += digits[c >> 4U];
        out += digits[c & 0xFU];
    } else {
        out += static_cast<char>(c);
    }
}

std::string put_in_quotes(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) append_escaped(static_cast<unsigned char>(c), out);
    return out + '"';
}

/// `in_quotes`: it was typed so.
std::string as_word(const std::string& text, bool in_quotes) {
    return !is_plain(text) || (in_quotes && needs_its_quotes(text)) ? put_in_quotes(text) : text;
}

std::string key_text(const std::string& key) { return as_word(key, false); }

/// A mapping or list with more in it, below its key or dash, `depth` spaces in.
void append_block(const Node& node, std::size_t depth, std::string& out);

/// The value after "key:" or "-": on the same line if it fits there.
void append_value(const Node& value, std::size_t depth, std::size_t used, std::string& out) {
    const std::string line = yaml_in_line(value);
    const bool nested = !value.items.empty() || !value.entries.empty();
    if (!nested || used + line.size() < line_width) {
        out += line.empty() ? "\n" : ' ' + line + '\n';
        return;
    }
    out += '\n';
    append_block(value, depth + 2, out);
}

void append_item(const Node& item, std::size_t depth, std::string& out) {
    const std::string indent(depth, ' ');
    const std::string line = yaml_in_line(item);
    const bool one_key = item.entries.size() == 1;
    if (one_key) {
        out += indent + "- " + key_text(item.entries.front().key) + ':';
        const std::size_t used = depth + item.entries.front().key.size() + 4;
        return append_value(item.entries.front().value, depth + 2, used, out);
    }
    if (item.entries.empty() || depth + line.size() + 2 < line_width) {
        out += indent + "- " + line + '\n';
        return;
    }
    std::string block;
    append_block(item, depth + 2, block);
    block[depth] = '-';  // the first key stands behind the dash
    out += block;
}

void append_block(const Node& node, std::size_t depth, std::string& out) {
    for (const Node& item : node.items) append_item(item, depth, out);
    for (const Node::Entry& entry : node.entries) {
        const std::string key = key_text(entry.key);
        out += std::string(depth, ' ') + key + ':';
        append_value(entry.value, depth, depth + key.size() + 2, out);
    }
}

/// Where a section stands in files that people write; those that are not named stand in between, as
/// they are.
int rank(const std::string& section) {
    static const std::vector<std::string> first{"scenario", "description", "covers",  "mqtt",
                                                "seed",     "tags",        "requires"};
    const auto found = std::find(first.begin(), first.end(), section);
    if (section == "steps") return 100;
    return static_cast<int>(found - first.begin());
}

/// Sections whose entries have a line each even if there are few of them.
bool is_always_open(const std::string& section) {
    return section == "devices" || section == "steps";
}

}  // namespace

std::string yaml_in_line(const Node& value) {
    if (value.is_null()) return "";
    if (value.is_scalar()) return as_word(value.text, value.quoted);
    std::string out;
    for (const Node& item : value.items) out += (out.empty() ? "" : ", ") + yaml_in_line(item);
    if (value.is_sequence()) return '[' + out + ']';
    for (const Node::Entry& entry : value.entries) {
        out += (out.empty() ? "" : ", ") + key_text(entry.key) + ": " +
               (entry.value.is_null() ? "null" : yaml_in_line(entry.value));
    }
    return '{' + out + '}';
}

std::string yaml_text(const Node& scenario) {
    std::string out;
    std::vector<Node::Entry> sections = scenario.entries;
    std::stable_sort(sections.begin(), sections.end(),
                     [](const auto& a, const auto& b) { return rank(a.key) < rank(b.key); });
    for (const Node::Entry& section : sections) {
        const bool open = is_always_open(section.key) &&
                          (!section.value.items.empty() || !section.value.entries.empty());
        out += key_text(section.key) + ':';
        if (open) {
            out += '\n';
            append_block(section.value, 2, out);
        } else {
            append_value(section.value, 0, section.key.size() + 1, out);
        }
    }
    return out;
}

}  // namespace breakwire::scenarios
