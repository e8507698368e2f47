#pragma once

#include <regex>
#include <string>

#include "sim/base/value_type.hpp"

namespace breakwire {

/// A regular expression (ECMAScript) that has to match the whole text.
struct Pattern {
    std::string text;
    std::regex expression;

    bool matches(const std::string& whole) const { return std::regex_match(whole, expression); }
};

template <>
struct ValueType<Pattern> {
    static std::string name() { return "regular expression"; }
    static nlohmann::json schema() { return {{"type", "string"}, {"format", "regex"}}; }
    static std::optional<Pattern> read(const Node& node, Mistakes& mistakes);
    static std::string text(const Pattern& value) { return value.text; }
};

}  // namespace breakwire
