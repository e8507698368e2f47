#pragma once

#include <regex>
#include <string>

#include "sim/base/value_type.hpp"

namespace breakwire {

/// A regular expression (ECMAScript).
struct Pattern {
    std::string text;
    std::regex expression;

    bool matches(const std::string& whole) const { return std::regex_match(whole, expression); }
    /// Whether it matches somewhere in it.
    bool is_in(const std::string& longer) const { return std::regex_search(longer, expression); }
};

template <>
struct ValueType<Pattern> {
    static std::string name() { return "regular expression"; }
    static nlohmann::json schema() { return {{"type", "string"}, {"format", "regex"}}; }
    static std::optional<Pattern> read(const Node& node, Mistakes& mistakes);
    static std::string text(const Pattern& value) { return value.text; }
};

}  // namespace breakwire
