#include "harness/cli/surroundings.hpp"

#include "harness/runner/own_disk.hpp"
#include "sim/base/invariant.hpp"

namespace breakwire::harness {

namespace {

/// What `need` stands for, if it is not to be had; else nothing.
std::string missing(const std::string& need, const TimeMode& mode) {
    if (need == "virtual_time") return mode.jumps() ? "" : "virtual time";
    if (need == "broker_process") return "";  // see `lacking`
    BREAKWIRE_INVARIANT(need == "own_disk");
    return can_have_own_disk() ? "" : "a disk of the case's own, which takes root";
}

}  // namespace

std::string unmet_need(const scenarios::Scenario& scenario, const TimeMode& mode) {
    for (const auto& [need, fault] : scenario.needs) {
        const std::string what = missing(need, mode);
        if (!what.empty()) return fault + " needs " + what;
    }
    return "";
}

}  // namespace breakwire::harness
