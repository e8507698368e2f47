#include "devices/models/sleep_cycle.hpp"

namespace breakwire {

template <>
struct EnumNames<devices::RadioSleep> {
    static std::vector<std::pair<std::string, devices::RadioSleep>> names() {
        return {{"disconnect", devices::RadioSleep::disconnect}, {"off", devices::RadioSleep::off}};
    }
};

namespace devices {

Fields<SleepSettings> SleepSettings::fields() {
    return Fields<SleepSettings>("sleep", "a duty cycle, from power-on")
        .required("awake", &SleepSettings::awake, "how long it is awake")
        .required("asleep", &SleepSettings::asleep, "how long it sleeps then")
        .optional("radio", &SleepSettings::radio,
                  "disconnect: after a DISCONNECT; off: without a word");
}

void SleepSettings::validate(const Places& at) const {
    if (awake <= Duration{}) at.fail("awake", "is zero");
    if (asleep <= Duration{}) at.fail("asleep", "is zero");
}

SleepPhase sleep_phase(const SleepSettings& settings, Duration elapsed) {
    const Duration cycle = settings.awake + settings.asleep;
    const Duration began = elapsed - elapsed % cycle;
    if (elapsed - began < settings.awake) return {true, began + settings.awake};
    return {false, began + cycle};
}

}  // namespace devices
}  // namespace breakwire
