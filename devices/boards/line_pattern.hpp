#pragma once

#include <boost/regex.hpp>
#include <map>

#include "sim/base/value_type.hpp"

namespace breakwire::devices {

/// A regular expression (Perl syntax) that is looked for anywhere in a line; `(?<name>...)` gives
/// what it matched a name.
struct LinePattern {
    std::string text;
    boost::regex expression;
    std::vector<std::string> names;  ///< of its groups, in order

    using Match = std::map<std::string, std::string>;  ///< by name; those that took part

    /// Nothing if `text` is no regular expression; `why` then says what is wrong with it.
    static std::optional<LinePattern> parse(const std::string& text, std::string& why);
    /// A line that would take for ever to match does not match.
    std::optional<Match> match(const std::string& line) const;
};

}  // namespace breakwire::devices

namespace breakwire {

template <>
struct ValueType<devices::LinePattern> {
    static std::string name() { return "regular expression"; }
    static nlohmann::json schema() { return {{"type", "string"}, {"format", "regex"}}; }
    static std::optional<devices::LinePattern> read(const Node& node, Mistakes& mistakes);
    static std::string text(const devices::LinePattern& value) { return '"' + value.text + '"'; }
};

}  // namespace breakwire
