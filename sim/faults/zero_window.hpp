#pragma once

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// `side` stops reading: its receive window is closed, on connections to come as well, and the far
/// end has to keep what it wants to send until it is healed. Nothing is lost and nothing closed.
///
/// The far end probes the closed window with one octet at growing intervals, and each probe is
/// answered, so the connection lasts for as long as neither application ends it. A hit is a segment
/// that says so: where nobody has anything to send, the fault changes nothing. Source: RFC 9293
/// section 3.8.6.1.
class ZeroWindow final : public DeviceFault {
public:
    static Fields<ZeroWindow> fields() {
        return device_fields<ZeroWindow>("zero_window",
                                         "one end stops reading: its window is closed and the "
                                         "other has to wait")
            .optional("side", &ZeroWindow::side_, "who does not read")
            .wants("simulated_tcp")
            .shorthand("device");
    }
    int begin(ConnectionPort& port) override {
        for (const std::string& device : devices) port.stop_reading(device, side_, true);
        return 0;
    }
    void end(ConnectionPort& port) override {
        for (const std::string& device : devices) port.stop_reading(device, side_, false);
    }
    void on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) override {
        const Direction its_own = side_ == Side::device ? Direction::up : Direction::down;
        if (segment.direction() == its_own && segment.seen().window_closed) segment.touch();
    }

private:
    Side side_ = Side::device;
};

}  // namespace breakwire::sim
