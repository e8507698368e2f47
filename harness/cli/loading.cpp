#include "harness/cli/loading.hpp"

#include <iostream>

#include "harness/cli/kinds.hpp"

namespace breakwire::harness {

std::vector<LoadedScenario> load_scenarios(const std::vector<std::string>& paths,
                                           const scenarios::BrokerFile* broker,
                                           Mistakes& mistakes) {
    std::vector<LoadedScenario> loaded;
    for (const ScenarioFile& file : find_scenarios(paths, library_folder())) {
        auto scenario =
            scenarios::load_scenario(file.path, known_kinds().language(), mistakes, broker);
        if (!scenario) continue;
        loaded.push_back(
            {file.id, std::make_shared<const scenarios::Scenario>(std::move(*scenario))});
    }
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

std::vector<LoadedScenario> load_or_tell(const std::vector<std::string>& paths) {
    Mistakes mistakes;
    std::vector<LoadedScenario> loaded = load_scenarios(paths, nullptr, mistakes);
    if (tell(mistakes)) throw MistakesWereTold();
    return loaded;
}

}  // namespace breakwire::harness
