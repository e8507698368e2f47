#pragma once

#include "sim/faults/queue_room.hpp"
#include "sim/faults/segment_fault.hpp"

namespace breakwire::sim {

/// Leaves little room before the device's link: what finds the queue full is dropped, and TCP sends
/// it again. A queue forms where there is a rate, the link's own or that of a `rate` fault; what
/// has to wait is a hit only where it is too much.
///
/// The word is netem's `limit`, which counts packets.
class QueueLimit final : public SegmentFault, public QueueRoom {
public:
    static Fields<QueueLimit> fields() {
        return QueueRoom::with_keys(segment_fields<QueueLimit>(
                                        "queue_limit", "bounds the queue before a device's link"))
            .example("fault: {queue_limit: {device: thermometer, packets: 3}}");
    }
    void validate(const Places& at) const {
        DeviceFault::validate(at);
        QueueRoom::validate(at);
    }

protected:
    void act(SegmentInFlight& segment, const Luck&, std::uint64_t) override {
        if (!takes(segment.size(), segment.ahead())) segment.drop();
    }
};

}  // namespace breakwire::sim
