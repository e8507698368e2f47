#include "devices/boards/line_pattern.hpp"

namespace breakwire::devices {

namespace {

/// The names of `(?<name>` in an expression that is known to be sound.
std::vector<std::string> names_in(const std::string& text) {
    static const boost::regex group(R"(\\.|\(\?<([A-Za-z_]\w*)>)");
    std::vector<std::string> names;
    for (boost::sregex_iterator it(text.begin(), text.end(), group), end; it != end; ++it) {
        if ((*it)[1].matched) names.push_back((*it)[1].str());
    }
    return names;
}

}  // namespace

std::optional<LinePattern> LinePattern::parse(const std::string& text, std::string& why) {
    try {
        return LinePattern{text, boost::regex(text), names_in(text)};
    } catch (const boost::regex_error& error) {
        why = error.what();
        return std::nullopt;
    }
}

std::optional<LinePattern::Match> LinePattern::match(const std::string& line) const {
    boost::smatch found;
    try {
        if (!boost::regex_search(line, found, expression)) return std::nullopt;
    } catch (const std::runtime_error&) {
        return std::nullopt;  // Boost gives up where matching takes more steps than it is worth.
    }
    Match match;
    for (const std::string& name : names) {
        if (found[name].matched) match[name] = found[name].str();
    }
    return match;
}

}  // namespace breakwire::devices

namespace breakwire {

std::optional<devices::LinePattern> ValueType<devices::LinePattern>::read(const Node& node,
                                                                          Mistakes& mistakes) {
    std::string why = "it is empty";
    if (node.is_scalar() && !node.text.empty()) {
        if (auto pattern = devices::LinePattern::parse(node.text, why)) return pattern;
        mistakes.add(node.at, "'" + node.text + "' is no regular expression: " + why);
        return std::nullopt;
    }
    expected(node, mistakes, "a regular expression");
    return std::nullopt;
}

}  // namespace breakwire
