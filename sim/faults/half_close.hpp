#pragma once

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// Closes one direction of the live connections of a device and leaves the other open: the far end
/// of `side` gets a FIN, behind what `side` has sent, and may go on sending. `side` itself is not
/// told; what it still sends is lost.
///
/// A proxy that takes a half-close for the end loses what was still to be answered. Momentary.
/// Source: RFC 9293 section 3.6.1.
class HalfClose final : public DeviceFault {
public:
    static Fields<HalfClose> fields() {
        return device_fields<HalfClose>("half_close",
                                        "ends one direction of a device's connections with a FIN; "
                                        "the other goes on")
            .optional("side", &HalfClose::side_, "who has finished sending")
            .shorthand("device");
    }
    int begin(ConnectionPort& port) override {
        int touched = 0;
        for (const std::string& device : devices) touched += port.half_close(device, side_);
        return touched;
    }
    bool momentary() const override { return true; }

private:
    Side side_ = Side::device;
};

}  // namespace breakwire::sim
