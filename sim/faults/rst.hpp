#pragma once

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// Resets the live connections of a device, both ends of them, as a middlebox does that has lost
/// its state. The device gets its RST at once and loses what was on its way down; the broker gets
/// one over the link, behind what the device has sent already.
///
/// Momentary: what connects afterwards is left alone. Source: RFC 9293 section 3.5.2.
class Rst final : public DeviceFault {
public:
    static Fields<Rst> fields() {
        return device_fields<Rst>("rst",
                                  "resets the live connections of a device, both ends of them")
            .shorthand("device");
    }
    int begin(ConnectionPort& port) override {
        int touched = 0;
        for (const std::string& device : devices) {
            touched += port.end_connections(device, Ending::rst);
        }
        return touched;
    }
    bool momentary() const override { return true; }
};

}  // namespace breakwire::sim
