#pragma once

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// A device starts anew, as by its reset button: what it had in memory is lost, and its connection
/// is not closed. Momentary.
class Reset final : public DeviceFault {
public:
    static Fields<Reset> fields() {
        return device_fields<Reset>("reset", "a device starts anew, as by its reset button")
            .shorthand("device")
            .wants("power.reset")
            .example("fault: {reset: thermometer}");
    }
    int begin_on_power(PowerPort& port) override {
        int touched = 0;
        for (const std::string& device : devices) touched += port.power(device, PowerVerb::reset);
        return touched;
    }
    bool momentary() const override { return true; }
};

}  // namespace breakwire::sim
