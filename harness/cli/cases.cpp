#include "harness/cli/cases.hpp"

#include <algorithm>
#include <cctype>

#include "harness/cli/glob.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// Without regard to case, as people type.
bool holds(const std::string& text, const std::string& word) {
    const auto same = [](unsigned char a, unsigned char b) {
        return std::tolower(a) == std::tolower(b);
    };
    return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

bool mentions(const Case& one, const std::string& word) {
    return holds(one.id, word) || holds(one.scenario->name, word) ||
           contains(one.scenario->tags, word);
}

bool has_word(const Case& one, const std::string& word) {
    return word.front() == '!' ? !mentions(one, word.substr(1)) : mentions(one, word);
}

}  // namespace

bool CaseFilter::wants(const Case& one) const {
    const auto any = [](const std::vector<std::string>& wanted, const auto& holds) {
        return wanted.empty() || std::any_of(wanted.begin(), wanted.end(), holds);
    };
    return any(ids, [&](const auto& id) { return matches_glob(one.id, id); }) &&
           any(tags, [&](const auto& tag) { return contains(one.scenario->tags, tag); }) &&
           any(versions, [&](const auto& version) { return to_string(one.version) == version; }) &&
           std::all_of(words.begin(), words.end(),
                       [&](const auto& word) { return word.empty() || has_word(one, word); });
}

std::vector<Case> multiply(const std::vector<LoadedScenario>& scenarios) {
    std::vector<Case> cases;
    for (const LoadedScenario& loaded : scenarios) {
        for (const mqtt::Version version : loaded.scenario->versions) {
            const std::string label = loaded.scenario->label();
            cases.push_back({loaded.id + '[' + std::string(to_string(version)) +
                                 (label.empty() ? "" : "," + label) + ']',
                             loaded.scenario, version, 0, loaded.scenario->seed.value_or(1)});
        }
    }
    return cases;
}

std::vector<Case> repeat(const std::vector<Case>& cases, int count) {
    std::vector<Case> all;
    for (std::size_t group = 0; group < cases.size(); ++group) {
        for (int i = 1; i <= count; ++i) {
            all.push_back(cases[group]);
            all.back().group = group;
            if (i > 1) all.back().id += '#' + std::to_string(i);
        }
    }
    return all;
}

std::vector<Case> select(std::vector<Case> cases, const CaseFilter& filter) {
    const std::size_t before = cases.size();
    std::erase_if(cases, [&](const Case& one) { return !filter.wants(one); });
    if (cases.empty()) {
        throw ConfigError("none of the " + std::to_string(before) +
                          " cases matches; `breakwire list` shows them");
    }
    return cases;
}

}  // namespace breakwire::harness
