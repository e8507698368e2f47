#pragma once

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// Resets the live connections of a device: both ends get an RST at once, as from a middlebox that
/// has lost its state. Octets on their way in either direction are lost.
///
/// Momentary: what connects afterwards is left alone. Source: RFC 9293 section 3.5.2.
class Rst final : public DeviceFault {
public:
    static Fields<Rst> fields() {
        return device_fields<Rst>("rst",
                                  "resets the live connections of a device, both ends at once")
            .shorthand("device");
    }
    int begin(ConnectionPort& port) override {
        int touched = 0;
        for (const std::string& device : devices_) {
            touched += port.end_connections(device, Ending::rst);
        }
        return touched;
    }
    bool momentary() const override { return true; }
};

}  // namespace breakwire::sim
