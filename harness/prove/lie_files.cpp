#include "harness/prove/lie_files.hpp"

#include <algorithm>
#include <set>

#include "harness/cli/glob.hpp"
#include "harness/cli/kinds.hpp"
#include "harness/cli/scenario_files.hpp"
#include "scenarios/language/lie_file.hpp"

namespace breakwire::harness {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> files_at(const fs::path& path) {
    if (!fs::exists(path)) throw ConfigError(path.string() + ": no such file or folder");
    if (!fs::is_directory(path)) return {path};
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(path)) {
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    if (files.empty()) throw ConfigError(path.string() + ": no lies (*.yaml) are in this folder");
    return files;
}

std::vector<fs::path> all_files(const std::vector<std::string>& paths) {
    if (paths.empty()) return files_at(lies_folder());
    std::vector<fs::path> files;
    for (const std::string& path : paths) {
        for (fs::path& file : files_at(path)) files.push_back(std::move(file));
    }
    return files;
}

std::vector<std::string> names_of(const Lies& lies) {
    std::vector<std::string> names;
    for (const auto& lie : lies) names.push_back(lie->id);
    return names;
}

bool matches(const scenarios::BrokerLie& lie, const std::vector<std::string>& names) {
    return std::ranges::any_of(names,
                               [&](const std::string& name) { return matches_glob(lie.id, name); });
}

}  // namespace

fs::path lies_folder() { return library_folder().parent_path() / "lies"; }

Lies load_lie_files(const std::vector<std::string>& paths, Mistakes& mistakes) {
    const auto& faults = known_kinds().language().faults;
    Lies lies;
    std::set<std::string> names;
    for (const fs::path& file : all_files(paths)) {
        for (auto& lie : scenarios::load_lies(file, file.stem(), faults, mistakes)) {
            if (!names.insert(lie.id).second) {
                mistakes.add(lie.typed_at, "lie '" + lie.id + "' is in another file as well");
            }
            lies.push_back(std::make_shared<const scenarios::BrokerLie>(std::move(lie)));
        }
    }
    return lies;
}

Lies choose_lies(const Lies& lies, const std::vector<std::string>& names) {
    if (names.empty()) return lies;
    for (const std::string& name : names) {
        const auto fits = [&](const auto& lie) { return matches_glob(lie->id, name); };
        if (std::ranges::any_of(lies, fits)) continue;
        throw ConfigError("no lie is called '" + name + "'" + suggestion(name, names_of(lies)));
    }
    Lies chosen;
    for (const auto& lie : lies) {
        if (matches(*lie, names)) chosen.push_back(lie);
    }
    return chosen;
}

}  // namespace breakwire::harness
