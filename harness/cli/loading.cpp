#include "harness/cli/loading.hpp"

#include <iostream>

#include "harness/cli/kinds.hpp"

namespace breakwire::harness {

namespace {

void check_set(const scenarios::ParameterSettings& set, const std::vector<LoadedScenario>& loaded) {
    std::set<std::string> known;
    for (const LoadedScenario& each : loaded) {
        for (const auto& parameter : each.scenario->parameters) known.insert(parameter.name);
    }
    for (const auto& [name, _] : set) {
        if (known.contains(name)) continue;
        throw ConfigError("--set: no scenario here has a parameter '" + name + "'" +
                          suggestion(name, {known.begin(), known.end()}));
    }
}

}  // namespace

std::vector<LoadedScenario> load_scenarios(const std::vector<std::string>& paths,
                                           const scenarios::BrokerFile* broker,
                                           const scenarios::ParameterSettings& set,
                                           Mistakes& mistakes, const scenarios::FleetPart& part) {
    std::vector<LoadedScenario> loaded;
    const scenarios::Kinds& kinds = known_kinds().language();
    for (const ScenarioFile& file : find_scenarios(paths, library_folder())) {
        for (auto& each :
             scenarios::load_scenarios(file.path, kinds, mistakes, broker, set, part)) {
            loaded.push_back(
                {file.id, std::make_shared<const scenarios::Scenario>(std::move(each))});
        }
    }
    if (mistakes.empty()) check_set(set, loaded);
    return loaded;
}

bool tell(Mistakes& mistakes) {
    if (mistakes.empty()) return false;
    mistakes.sort();
    for (const ConfigError& mistake : mistakes.found()) std::cerr << mistake.what() << '\n';
    const std::size_t count = mistakes.count();
    std::cerr << count << (count == 1 ? " mistake" : " mistakes") << '\n';
    return true;
}

std::set<std::string> files_of(const Mistakes& mistakes) {
    std::set<std::string> files;
    for (const ConfigError& mistake : mistakes.found()) {
        if (!mistake.at().file.empty()) files.insert(mistake.at().file);
    }
    return files;
}

std::vector<LoadedScenario> load_or_tell(const std::vector<std::string>& paths,
                                         const scenarios::ParameterSettings& set) {
    Mistakes mistakes;
    std::vector<LoadedScenario> loaded = load_scenarios(paths, nullptr, set, mistakes);
    if (tell(mistakes)) throw MistakesWereTold{files_of(mistakes)};
    return loaded;
}

}  // namespace breakwire::harness
