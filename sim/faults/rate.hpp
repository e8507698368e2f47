#pragma once

#include "sim/faults/segment_fault.hpp"

namespace breakwire::sim {

/// The device's link carries no more than `limit` bits per second in each direction it covers,
/// headers included; segments wait for those before them. A link that is slower by itself stays so,
/// which is no hit.
///
/// The word is netem's.
class Rate final : public SegmentFault {
public:
    static Fields<Rate> fields() {
        return segment_fields<Rate>("rate", "slows a device's link down to a data rate")
            .required("limit", &Rate::limit_, "the most a direction carries, e.g. 9600bit/s");
    }

protected:
    void act(SegmentInFlight& segment, const Luck&, std::uint64_t) override {
        segment.limit_rate(limit_);
    }

private:
    DataRate limit_{};
};

}  // namespace breakwire::sim
