#pragma once

#include "devices/models/battery.hpp"
#include "devices/models/model.hpp"
#include "devices/models/publication.hpp"
#include "devices/models/sleep_cycle.hpp"

namespace breakwire::devices {

/// Measures and publishes, on a battery if it has one, asleep in between if it is told to.
class Sensor final : public Model {
public:
    static Fields<Sensor> fields();
    std::unique_ptr<Behaviour> build(const ModelContext& context) const override;

private:
    std::vector<PublishSettings> publish_;
    std::optional<BatterySettings> battery_;
    std::optional<SleepSettings> sleep_;
};

}  // namespace breakwire::devices
