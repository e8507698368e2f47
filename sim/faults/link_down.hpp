#pragma once

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// The access link of a device carries nothing: each segment of `direction` that would enter it is
/// lost, handshakes included; what is already on its way arrives.
///
/// Neither end is told. TCP retransmits with growing pauses, so after healing a connection goes on
/// at the next retransmission, unless an end has given up (ETIMEDOUT) or the broker has closed it.
/// With `up` or `down` alone the other direction still works, acknowledgements included.
/// Source: a link set down, `ip link set down`; RFC 6298 section 5 for the pauses.
class LinkDown final : public DeviceFault {
public:
    static Fields<LinkDown> fields() {
        return device_fields<LinkDown>(
                   "link_down",
                   "the device's link loses every segment until healed; TCP retransmits")
            .optional("direction", &LinkDown::direction_,
                      "up is from the device to the broker, down the way back")
            .shorthand("device");
    }
    void on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) override {
        if (covers(direction_, segment.direction())) segment.drop();
    }

private:
    Directions direction_ = Directions::both;
};

}  // namespace breakwire::sim
