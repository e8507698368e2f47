#pragma once

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// Ends the live connections of a device in good order: both ends get a FIN at once, as from a
/// proxy that closes an idle connection. No DISCONNECT comes with it.
///
/// Momentary: what connects afterwards is left alone. Source: RFC 9293 section 3.6.
class Fin final : public DeviceFault {
public:
    static Fields<Fin> fields() {
        return device_fields<Fin>(
                   "fin", "ends the live connections of a device with a FIN, both ends at once")
            .shorthand("device");
    }
    int begin(ConnectionPort& port) override {
        int touched = 0;
        for (const std::string& device : devices_) {
            touched += port.end_connections(device, Ending::fin);
        }
        return touched;
    }
    bool momentary() const override { return true; }
};

}  // namespace breakwire::sim
