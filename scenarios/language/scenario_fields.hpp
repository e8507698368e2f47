#pragma once

#include "scenarios/scenario.hpp"

namespace breakwire::scenarios {

/// The keys of a scenario file.
Fields<Scenario> scenario_fields();

}  // namespace breakwire::scenarios

namespace breakwire {

/// Devices keep the order of the file, in which they are made.
template <>
struct ValueType<std::vector<scenarios::DeviceSection>> {
    static std::string name() { return "names with device sections"; }
    static nlohmann::json schema();
    static std::optional<std::vector<scenarios::DeviceSection>> read(const Node& node,
                                                                     Mistakes& mistakes);
    static std::string text(const std::vector<scenarios::DeviceSection>&) { return ""; }
};

}  // namespace breakwire
