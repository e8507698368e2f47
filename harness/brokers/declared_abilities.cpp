#include <algorithm>
#include <set>

#include "harness/brokers/command.hpp"
#include "scenarios/abilities.hpp"
#include "sim/base/suggest.hpp"

namespace breakwire::harness {

namespace {

/// For these a driver has to do something, or has a key of its own.
const std::set<std::string>& not_declarable() {
    static const std::set<std::string> abilities{"save", "tls", "tls_identity", "virtual_time",
                                                 "websocket"};
    return abilities;
}

}  // namespace

const std::vector<std::string>& declarable_abilities() {
    static const std::vector<std::string> all = [] {
        std::vector<std::string> names;
        for (const Declaration& ability : scenarios::known_abilities()) {
            if (!not_declarable().contains(ability.name)) names.push_back(ability.name);
        }
        return names;
    }();
    return all;
}

void check_abilities(const std::vector<std::string>& abilities, const Places& at) {
    const std::vector<std::string>& known = declarable_abilities();
    for (const std::string& ability : abilities) {
        if (std::find(known.begin(), known.end(), ability) != known.end()) continue;
        at.fail("abilities", "hold '" + ability + "', which is none" + suggestion(ability, known));
    }
}

scenarios::Window declared_keep_alive_window(Duration keep_alive, double factor, Duration late) {
    const auto limit = std::chrono::duration_cast<Duration>(
        std::chrono::duration<double, std::nano>(keep_alive) * factor);
    return {limit > 1s ? limit - 1s : Duration{}, limit + late};
}

void declare_times(scenarios::BrokerTraits& traits, double factor, Duration late,
                   Duration promptness) {
    traits.keep_alive_window = [factor, late](Duration keep_alive) {
        return declared_keep_alive_window(keep_alive, factor, late);
    };
    traits.delay_window = [](Duration delay) {
        return scenarios::Window{delay > 1s ? delay - 1s : Duration{}, delay + 2s};
    };
    traits.promptness = traits.promptness_virtual = promptness;
}

}  // namespace breakwire::harness
