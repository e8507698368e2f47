#include "scenarios/scenario.hpp"

namespace breakwire::scenarios {

const DeviceSection* Scenario::device(std::string_view device_name) const {
    for (const DeviceSection& section : devices) {
        if (section.name == device_name) return &section;
    }
    return nullptr;
}

std::string Scenario::label() const {
    std::string out;
    for (const Setting& setting : settings) {
        if (!setting.label.empty()) out += (out.empty() ? "" : ",") + setting.label;
    }
    if (!part.all()) out += (out.empty() ? "" : ",") + ("devices=" + part.label());
    return out;
}

}  // namespace breakwire::scenarios
