#pragma once

#include "scenarios/checks/check.hpp"
#include "scenarios/steps/cast.hpp"

namespace breakwire::scenarios {

/// The checks of `devices`, `{DEVICE: {CHECK: ...}}`, for a measure that looks for their matches
/// one by one. Adds mistakes, also about settings that mean something only to steps: how many there
/// have to be, and what is kept as what.
std::vector<std::unique_ptr<Check>> make_watched(const Node& devices, const Cast& cast,
                                                 Mistakes& mistakes);

/// The device of which `event` is what its check looks for, or nullptr. Every check sees the event,
/// because checks keep state.
const std::string* matched(const std::vector<std::unique_ptr<Check>>& checks,
                           const sim::Event& event);

}  // namespace breakwire::scenarios
