#pragma once

#include <memory>

#include "devices/device_settings.hpp"
#include "scenarios/device_section.hpp"

namespace breakwire::harness {

/// Reads the devices of a scenario that was loaded, one after the other. Those of a fleet share
/// their settings where they differ by no more than words that a device fills in itself.
class DeviceReader {
public:
    std::shared_ptr<const devices::DeviceSettings> read(const scenarios::DeviceSection& section);

private:
    std::shared_ptr<const scenarios::TypedDevice> fleet_;      ///< the latest
    std::shared_ptr<const devices::DeviceSettings> of_fleet_;  ///< null if its devices differ
};

}  // namespace breakwire::harness
