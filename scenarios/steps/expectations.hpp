#pragma once

#include "scenarios/checks/check.hpp"
#include "scenarios/steps/open_fields.hpp"
#include "scenarios/steps/step.hpp"

namespace breakwire::scenarios {

/// What `expect` and `never` hold: checks, each about one device.
struct Expectations {
    std::vector<std::unique_ptr<Check>> checks;
    /// "dashboard receives plant/1/state; thermometer is disconnected"; fleets by their names.
    std::string text;
};

/// Makes them from `{DEVICE: {CHECK: {...}}}` or `{DEVICE: [{CHECK: {...}}, ...]}`. A fleet stands
/// for each of its devices, with the device's number for `{n}`.
Expectations make_expectations(const Node& devices, const std::vector<std::string>& own_keys,
                               const Cast& cast, Mistakes& mistakes);

/// The key of the declaration that stands for all devices.
FieldInfo devices_info();

/// Lets the checks know what was before the last action.
void recall_history(Stage& stage, const std::vector<std::unique_ptr<Check>>& checks);

}  // namespace breakwire::scenarios
