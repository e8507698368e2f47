#pragma once

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// The device's link carries no more than `limit` bits per second in each direction it covers,
/// headers included; segments wait for those before them. A link that is slower by itself stays so.
///
/// The word is netem's.
class Rate final : public DeviceFault {
public:
    static Fields<Rate> fields() {
        return device_fields<Rate>("rate", "slows a device's link down to a data rate")
            .required("limit", &Rate::limit_, "the most a direction carries, e.g. 9600bit/s")
            .optional("direction", &Rate::direction_,
                      "up is from the device to the broker, down the way back");
    }
    void on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) override {
        if (covers(direction_, segment.direction())) segment.limit_rate(limit_);
    }

private:
    DataRate limit_{};
    Directions direction_ = Directions::both;
};

}  // namespace breakwire::sim
