#pragma once

#include "sim/faults/device_fault.hpp"
#include "sim/faults/process_port.hpp"

namespace breakwire::sim {

/// The supply of a device dips so far that it starts anew: it is gone without a word, loses what it
/// had in memory, and is switched on again after `down_for`.
///
/// Its connections are half-open to the broker until the device's next CONNECT, or until they time
/// out. Momentary: it is over when the device goes down.
class Brownout final : public DeviceFault {
public:
    static Fields<Brownout> fields() {
        return device_fields<Brownout>("brownout", "a device loses its power for a moment")
            .optional("down_for", &Brownout::down_for_, "until it is switched on again")
            .shorthand("device")
            .wants("power.off")
            .wants("power.on")
            .example("fault: {brownout: {device: thermometer, down_for: 2s}}");
    }
    int begin_on_power(PowerPort& port) override {
        int touched = 0;
        for (const std::string& device : devices) touched += port.cut_power(device, down_for_);
        return touched;
    }
    bool momentary() const override { return true; }

private:
    Duration down_for_ = std::chrono::seconds(1);
};

}  // namespace breakwire::sim
