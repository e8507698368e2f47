#pragma once

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// A fault on the line that carries the MQTT of a board. A simulated device has no such line, so a
/// case in which one is meant is skipped by name.
class LineFault : public DeviceFault {
protected:
    template <class Kind>
    static Fields<Kind> line_fields(std::string name, std::string help) {
        return device_fields<Kind>(std::move(name), std::move(help)).wants("line");
    }

    /// Does `what` to the line of each device; those to which it was done are a hit.
    template <class What>
    void each_line(const LinePort::OnHit& on_hit, const What& what) const {
        for (const std::string& device : devices) {
            if (what(device) > 0) on_hit("line of " + device);
        }
    }
};

}  // namespace breakwire::sim
