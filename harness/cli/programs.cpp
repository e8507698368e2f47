#include "harness/cli/programs.hpp"

#include "harness/brokers/program.hpp"
#include "harness/cli/kinds.hpp"
#include "harness/cli/shell_word.hpp"
#include "harness/timeshim/can_lead.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace {

std::string command_text(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + shell_word(word);
    return text;
}

bool probe_succeeds(const std::vector<std::string>& probe) {
    if (probe.empty()) return true;
    return succeeds(find_program(probe.front(), probe.front()),
                    std::vector<std::string>(probe.begin() + 1, probe.end()));
}

Programs::Findings look_at(const devices::ProgramNeed& need) {
    try {
        const auto program = find_program(need.program, need.program);
        if (!probe_succeeds(need.probe)) {
            return {"`" + command_text(need.probe) + "` fails here", ""};
        }
        const auto reason = why_not(program);
        return {"", reason ? need.program + ' ' + *reason : ""};
    } catch (const EnvironmentError&) {
        return {need.program + " is not installed", ""};
    }
}

}  // namespace

const Programs::Findings& Programs::of(const devices::ProgramNeed& need) {
    const std::string key = need.program + '\n' + command_text(need.probe);
    const auto known = known_.find(key);
    return known != known_.end() ? known->second : known_.emplace(key, look_at(need)).first->second;
}

Programs::Findings Programs::of(const scenarios::Scenario& scenario) {
    Findings all;
    for (const scenarios::DeviceSection& section : scenario.devices) {
        Mistakes none;
        const auto settings = read_device_section(section.settings(), none);
        if (!settings) continue;
        if (all.unled.empty()) all.unled = settings->stack->why_not_led();
        const auto need = settings->stack->need();
        if (!need) continue;
        const Findings& one = of(*need);
        if (all.missing.empty()) all.missing = one.missing;
        if (all.unled.empty()) all.unled = one.unled;
    }
    return all;
}

}  // namespace breakwire::harness
