#include "scenarios/measures/measure_list.hpp"

#include <regex>
#include <set>

namespace breakwire::scenarios {

namespace {

/// Names become columns and keys of other programs.
void check_measure_name(const Node::Entry& entry, std::set<std::string>& names,
                        Mistakes& mistakes) {
    static const std::regex word("[a-z][a-z0-9_]*");
    if (!std::regex_match(entry.key, word)) {
        mistakes.add(
            entry.key_at,
            "the name of a measure holds small letters, digits and '_', got '" + entry.key + "'");
    } else if (entry.key == "passed") {
        mistakes.add(
            entry.key_at,
            "a measure cannot be called 'passed': every run says by itself whether it did");
    } else if (!names.insert(entry.key).second) {
        mistakes.add(entry.key_at, "measure '" + entry.key + "' is there twice");
    }
}

std::unique_ptr<Measure> make_measure(const Node::Entry& typed, const Cast& cast,
                                      Mistakes& mistakes) {
    if (!typed.value.is_mapping() || typed.value.entries.size() != 1) {
        expected(typed.value, mistakes, "one measure" + suggestion("", builtin_measures().names()));
        return nullptr;
    }
    const Node::Entry& kind = typed.value.entries.front();
    auto measure = builtin_measures().make_partly(kind.key, kind.key_at, kind.value, mistakes);
    if (!measure) return nullptr;
    measure->name = typed.key;
    measure->settle(cast, mistakes);
    return measure;
}

}  // namespace

std::vector<std::unique_ptr<Measure>> make_measure_list(const Node& section, const Cast& cast,
                                                        Mistakes& mistakes) {
    std::vector<std::unique_ptr<Measure>> measures;
    if (section.is_null()) return measures;
    if (!section.is_mapping()) {
        expected(section, mistakes, "a mapping of names with measures");
        return measures;
    }
    std::set<std::string> names;
    for (const Node::Entry& entry : section.entries) {
        check_measure_name(entry, names, mistakes);
        auto measure = make_measure(entry, cast, mistakes);
        if (measure) measures.push_back(std::move(measure));
    }
    return measures;
}

std::vector<Measurement> taken(const std::vector<std::unique_ptr<Measure>>& measures) {
    std::vector<Measurement> out;
    for (const auto& measure : measures) {
        out.push_back({measure->name, measure->unit(), measure->value()});
    }
    return out;
}

}  // namespace breakwire::scenarios
