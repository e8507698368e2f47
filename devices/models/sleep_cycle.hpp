#pragma once

#include "sim/base/fields.hpp"

namespace breakwire::devices {

/// How a radio goes to sleep. `disconnect`: after a DISCONNECT, as MQTT wants it. `off`: without a
/// word, as a modem in power-saving mode; the broker is left with a half-open connection, the
/// client loses what it had in memory, and on waking it connects anew and takes its own session
/// over.
enum class RadioSleep { disconnect, off };

/// The `sleep:` of a sensor: a duty cycle in simulated time that starts, awake, when it is powered
/// on.
struct SleepSettings {
    Duration awake{};
    Duration asleep{};
    RadioSleep radio = RadioSleep::disconnect;

    static Fields<SleepSettings> fields();
    void validate(const Places& at) const;
};

/// Where in its duty cycle a device is, `elapsed` after it was powered on.
struct SleepPhase {
    bool awake = true;
    Duration ends{};  ///< after power-on
};
SleepPhase sleep_phase(const SleepSettings& settings, Duration elapsed);

}  // namespace breakwire::devices
