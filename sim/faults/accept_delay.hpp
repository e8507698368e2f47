#pragma once

#include "sim/faults/timed_fault.hpp"

namespace breakwire::sim {

/// The broker's host takes `by` to answer a SYN, as with a full listen queue: the device's
/// connection is established that much later, or never if the device gives up before. Connections
/// that stand already go on.
///
/// TCP repeats the SYN meanwhile; the repeats are late as well and change nothing.
class AcceptDelay final : public TimedFault {
public:
    static Fields<AcceptDelay> fields() {
        return device_fields<AcceptDelay>(
                   "accept_delay", "the broker's host is slow to answer the SYNs of a device")
            .required("by", &AcceptDelay::by_, "how long it takes, e.g. 3s");
    }
    void validate(const Places& at) const {
        DeviceFault::validate(at);
        if (by_ == Duration{}) at.fail("by", "must be longer than nothing");
    }
    void on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) override {
        const bool opens = segment.seen().syn && segment.direction() == Direction::up;
        if (opens) segment.hold(*this, now() + by_);
    }

private:
    Duration by_{};
};

}  // namespace breakwire::sim
