#pragma once

#include <regex>
#include <string>

#include "sim/base/value_type.hpp"

namespace breakwire::scenarios {

/// A regular expression (ECMAScript) that has to match the whole text.
struct Pattern {
    std::string text;
    std::regex expression;

    bool matches(const std::string& whole) const { return std::regex_match(whole, expression); }
};

}  // namespace breakwire::scenarios

namespace breakwire {

template <>
struct ValueType<scenarios::Pattern> {
    static std::string name() { return "regular expression"; }
    static nlohmann::json schema() { return {{"type", "string"}, {"format", "regex"}}; }
    static std::optional<scenarios::Pattern> read(const Node& node, Mistakes& mistakes);
    static std::string text(const scenarios::Pattern& value) { return value.text; }
};

}  // namespace breakwire
