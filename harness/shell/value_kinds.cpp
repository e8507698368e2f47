#include "harness/shell/value_kinds.hpp"

#include <algorithm>
#include <set>

#include "harness/cli/kinds.hpp"
#include "harness/cli/loading.hpp"
#include "harness/prove/lie_files.hpp"
#include "reports/reporter.hpp"
#include "scenarios/language/explain.hpp"

namespace breakwire::harness {

namespace {

using Words = std::vector<Completions::Word>;
using Paths = Completions::Paths;

/// Those of the scenarios that are named before, or of the library.
std::vector<Case> cases_of(const Typed& typed) {
    Mistakes ignored;
    return multiply(load_scenarios(typed.arguments, nullptr, {}, ignored));
}

Words cases(const Typed& typed) {
    Words words;
    for (const Case& one : cases_of(typed)) words.push_back({one.id, one.scenario->name});
    return words;
}

Words tags(const Typed& typed) {
    std::set<std::string> all;
    for (const Case& one : cases_of(typed)) {
        all.insert(one.scenario->tags.begin(), one.scenario->tags.end());
    }
    Words words;
    for (const std::string& tag : all) words.push_back({tag});
    return words;
}

/// Up to the next folder: "will/", then "will/after_rst".
Words scenarios_of_library(const Typed& typed) {
    std::set<std::string> parts;
    for (const ScenarioFile& file : find_scenarios({}, library_folder())) {
        if (!file.id.starts_with(typed.word)) continue;
        const auto slash = file.id.find('/', typed.word.size());
        parts.insert(slash == std::string::npos ? file.id : file.id.substr(0, slash + 1));
    }
    Words words;
    for (const std::string& part : parts) words.push_back({part});
    return words;
}

Words declarations(const std::vector<Declaration>& all) {
    Words words;
    for (const Declaration& one : all) words.push_back({one.name, one.help});
    return words;
}

Words drivers(const Typed&) { return declarations(known_kinds().language().broker_drivers); }

Words topics(const Typed&) { return declarations(scenarios::topics(known_kinds().language())); }

Words reporters(const Typed&) {
    Words words;
    for (const auto& [name, help] : reports::reporter_kinds()) words.push_back({name, help});
    return words;
}

Words lies(const Typed& typed) {
    Mistakes ignored;
    Words words;
    for (const auto& lie : load_lie_files(typed.arguments, ignored)) {
        words.push_back({lie->id, lie->sentence});
    }
    return words;
}

/// Where the files that something is read from have mistakes, or are not there, nothing is known.
ValueKind quietly(Words (*words)(const Typed&), Paths paths = Paths::none) {
    return {[words](const Typed& typed) {
                try {
                    return words(typed);
                } catch (const std::exception&) {
                    return Words();
                }
            },
            paths};
}

}  // namespace

ValueKinds value_kinds() {
    return {{"BROKERS", quietly(drivers, Paths::files)},
            {"CASE", quietly(cases)},
            {"DRIVER", quietly(drivers)},
            {"FILE", {{}, Paths::files}},
            {"FOLDER", {{}, Paths::folders}},
            {"FOLDERS", {{}, Paths::folders}},
            {"KIND", quietly(reporters)},
            {"LIE", quietly(lies)},
            {"LIES", {{}, Paths::files}},
            {"PATHS", quietly(scenarios_of_library, Paths::files)},
            {"RUN", {{}, Paths::files}},
            {"TAG", quietly(tags)},
            {"TOPIC", quietly(topics)}};
}

}  // namespace breakwire::harness
