#include "scenarios/scenario.hpp"

namespace breakwire::scenarios {

const DeviceSection* Scenario::device(std::string_view device_name) const {
    for (const DeviceSection& section : devices) {
        if (section.name == device_name) return &section;
    }
    return nullptr;
}

}  // namespace breakwire::scenarios
