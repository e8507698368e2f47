#pragma once

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// The device is gone without a word, as by a power cut: no FIN, no RST, no answer to anything. The
/// broker is left with half-open connections, and only its keep-alive can tell.
///
/// Momentary, and nothing heals it: the device comes back when a step starts it again.
/// Source: RFC 9293 section 3.5.1; MQTT 5.0 section 3.1.2.10, 3.1.1 section 3.1.2.10.
class HalfOpen final : public DeviceFault {
public:
    static Fields<HalfOpen> fields() {
        return device_fields<HalfOpen>("half_open",
                                       "makes a device vanish without a word: the broker is left "
                                       "with half-open connections until a step starts it again")
            .shorthand("device");
    }
    int begin(ConnectionPort& port) override {
        int touched = 0;
        for (const std::string& device : devices) touched += port.vanish(device);
        return touched;
    }
    bool momentary() const override { return true; }
};

}  // namespace breakwire::sim
