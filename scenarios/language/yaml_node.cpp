#include "scenarios/language/yaml_node.hpp"

#include <sstream>

#include "scenarios/language/yaml_builder.hpp"

namespace breakwire::scenarios {

namespace {

/// yaml-cpp's own message on a tab says what it found instead of what is wrong.
void find_tabs(const std::string& text, const std::string& file, Mistakes& mistakes) {
    std::istringstream lines(text);
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        const auto tab = line.find('\t');
        const bool indents = tab != std::string::npos && line.find_first_not_of(" \t") > tab;
        if (indents) {
            mistakes.add({file, number, static_cast<int>(tab) + 1},
                         "a tab in the indentation; YAML indents by blanks");
        }
    }
}

/// What yaml-cpp says of a fleet's name without quotes in a list or mapping on one line does not
/// lead there.
std::string hint(const std::string& text, const YAML::Mark& mark) {
    std::istringstream lines(text);
    std::string line;
    for (int number = 0; number <= mark.line; ++number) std::getline(lines, line);
    const bool fleet = line.find("{n}") != std::string::npos;
    return fleet ? "; inside [] and {} what holds {n} has to stand in quotes" : "";
}

void parse(std::istream& in, YamlBuilder& builder, const std::string& file, Mistakes& mistakes) {
    YAML::Parser parser(in);
    if (!parser.HandleNextDocument(builder) || builder.root().is_null()) {
        mistakes.add({file, 1, 1}, "the file is empty");
        return;
    }
    YamlBuilder second(file, mistakes);
    if (parser.HandleNextDocument(second)) {
        mistakes.add(second.root().at, "a second document; one file holds one");
    }
}

}  // namespace

std::optional<Node> read_yaml(const std::string& text, const std::string& file,
                              Mistakes& mistakes) {
    const std::size_t before = mistakes.count();
    find_tabs(text, file, mistakes);
    if (mistakes.count() != before) return std::nullopt;
    std::istringstream in(text);
    YamlBuilder builder(file, mistakes);
    try {
        parse(in, builder, file, mistakes);
    } catch (const YAML::Exception& failure) {
        mistakes.add(builder.place(failure.mark),
                     "no valid YAML: " + failure.msg + hint(text, failure.mark));
    }
    if (mistakes.count() != before) return std::nullopt;
    return builder.root();
}

}  // namespace breakwire::scenarios
