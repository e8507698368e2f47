#pragma once

#include <string>
#include <vector>

#include "scenarios/steps/step.hpp"

namespace breakwire::scenarios {

/// "dashboard, thermometer".
inline std::string list(const std::vector<DeviceName>& devices) {
    std::string out;
    for (const DeviceName& device : devices) out += (out.empty() ? "" : ", ") + device.text;
    return out;
}

/// What an empty problem means to a step: done; any other: it could not be carried out.
inline StepOutcome outcome_of(const std::string& problem) {
    return problem.empty() ? StepOutcome{} : StepOutcome::unworkable(problem);
}

}  // namespace breakwire::scenarios
