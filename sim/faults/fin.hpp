#pragma once

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// Ends the live connections of a device in good order, both ends of them, as a proxy does that
/// closes an idle connection. The device gets its FIN at once, the broker one over the link, behind
/// what the device has sent already. No DISCONNECT comes with it.
///
/// Momentary: what connects afterwards is left alone. Source: RFC 9293 section 3.6.
class Fin final : public DeviceFault {
public:
    static Fields<Fin> fields() {
        return device_fields<Fin>("fin",
                                  "ends the live connections of a device with a FIN to both ends")
            .shorthand("device");
    }
    int begin(ConnectionPort& port) override {
        int touched = 0;
        for (const std::string& device : devices) {
            touched += port.end_connections(device, Ending::fin);
        }
        return touched;
    }
    bool momentary() const override { return true; }
};

}  // namespace breakwire::sim
