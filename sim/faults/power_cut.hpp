#pragma once

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// A device has no power until this heals. It is gone without a word, and what it had in memory is
/// lost; a board is switched off for real.
class PowerCut final : public DeviceFault {
public:
    static Fields<PowerCut> fields() {
        return device_fields<PowerCut>("power_cut", "a device has no power until healed")
            .shorthand("device")
            .wants("power.off")
            .wants("power.on")
            .example("fault: {power_cut: thermometer, for: 30s}");
    }
    int begin_on_power(PowerPort& port) override { return each(port, PowerVerb::off); }
    void end_on_power(PowerPort& port) override { each(port, PowerVerb::on); }

private:
    int each(PowerPort& port, PowerVerb verb) const {
        int touched = 0;
        for (const std::string& device : devices) touched += port.power(device, verb);
        return touched;
    }
};

}  // namespace breakwire::sim
