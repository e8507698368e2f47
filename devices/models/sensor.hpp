#pragma once

#include "devices/models/battery.hpp"
#include "devices/models/model.hpp"
#include "devices/models/publication.hpp"
#include "devices/models/reboot_command.hpp"
#include "devices/models/sleep_cycle.hpp"

namespace breakwire::devices {

/// Measures and publishes, on a battery if it has one, asleep in between if it is told to; some
/// obey a command to restart.
class Sensor final : public Model {
public:
    static Fields<Sensor> fields();
    void validate(const Places& at) const;
    std::unique_ptr<Behaviour> build(const ModelContext& context) const override;

private:
    std::vector<PublishSettings> publish_;
    std::optional<BatterySettings> battery_;
    std::optional<SleepSettings> sleep_;
    std::optional<RebootSettings> reboot_;
};

}  // namespace breakwire::devices
