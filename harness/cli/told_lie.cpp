#include "harness/cli/told_lie.hpp"

#include <algorithm>

#include "harness/prove/lie_files.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {

std::shared_ptr<const scenarios::BrokerLie> find_lie(const RunOptions& options,
                                                     Mistakes& mistakes) {
    std::vector<std::string> files;
    if (!options.lie_file.empty()) files.push_back(options.lie_file);
    const std::size_t before = mistakes.found().size();
    const Lies all = load_lie_files(files, mistakes);
    if (mistakes.found().size() > before) return nullptr;
    const Lies chosen = choose_lies(all, {options.lie});
    if (chosen.size() == 1) return chosen.front();
    throw ConfigError("--lie: '" + options.lie + "' names " + std::to_string(chosen.size()) +
                      " lies, and one at a time is told; `breakwire prove` tells many");
}

std::filesystem::path lie_file_of(const RunOptions& options) {
    if (!options.lie_file.empty()) return options.lie_file;
    return lies_folder() / (options.lie.substr(0, options.lie.find('/')) + ".yaml");
}

std::vector<Case> cases_for(const scenarios::BrokerLie& lie, std::vector<Case> cases) {
    std::erase_if(cases, [&](const Case& one) { return !lie.speaks(one.version); });
    if (!cases.empty()) return cases;
    throw ConfigError("--lie: '" + lie.id + "' makes no sense in the MQTT version of any case");
}

bool lacks_ability(const scenarios::BrokerLie& lie, const scenarios::BrokerTraits& broker) {
    return std::ranges::any_of(lie.abilities, [&](const std::string& ability) {
        return !broker.abilities.contains(ability);
    });
}

}  // namespace breakwire::harness
