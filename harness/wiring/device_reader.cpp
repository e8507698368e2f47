#include "harness/wiring/device_reader.hpp"

#include "harness/cli/kinds.hpp"

namespace breakwire::harness {

namespace {

std::shared_ptr<const devices::DeviceSettings> kept(devices::DeviceSettings settings) {
    return std::make_shared<const devices::DeviceSettings>(std::move(settings));
}

}  // namespace

std::shared_ptr<const devices::DeviceSettings> DeviceReader::read(
    const scenarios::DeviceSection& section) {
    if (section.number == 0) return kept(settings_of(section));
    if (section.typed != fleet_) {
        fleet_ = section.typed;
        auto shared = known_kinds().read_fleet(fleet_->settings);
        of_fleet_ = shared ? kept(std::move(*shared)) : nullptr;
    }
    return of_fleet_ ? of_fleet_ : kept(settings_of(section));
}

}  // namespace breakwire::harness
