#pragma once

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// Somewhere on the way segments of `direction` disappear, and when it heals, connections go on.
///
/// Nothing is closed, neither while it lasts nor when it ends: what was lost arrives with TCP's
/// next retransmission. To a segment this is what `link_down` does; the word says that the link is
/// up and the path is not, and that nobody is told.
class Blackhole final : public DeviceFault {
public:
    static Fields<Blackhole> fields() {
        return device_fields<Blackhole>("blackhole",
                                        "swallows what passes, closes nothing, and lets "
                                        "connections go on once healed")
            .optional("direction", &Blackhole::direction_,
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
