#pragma once

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// Each SYN of the device is answered with an RST, as by a host on which nobody listens: connecting
/// fails with ECONNREFUSED after one round trip. Connections that stand already go on, and the
/// broker never hears of the attempt.
///
/// Source: RFC 9293 section 3.10.7.1.
class ConnRefused final : public DeviceFault {
public:
    static Fields<ConnRefused> fields() {
        return device_fields<ConnRefused>("conn_refused",
                                          "answers each SYN of a device with an RST, as if nobody "
                                          "listened")
            .shorthand("device");
    }
    void on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) override {
        const bool opens = segment.seen().syn && segment.direction() == Direction::up;
        if (opens) segment.reject(*this);
    }
};

}  // namespace breakwire::sim
