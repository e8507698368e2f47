#pragma once

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// Splits the network: `devices` on one side, the broker and everybody else on the other. Each
/// segment that would cross in `direction` is lost.
///
/// Devices have no connections among each other, so this is `link_down` for a group, said as what
/// it stands for; healing it heals them all at once. `up` alone lets the broker be heard but not
/// answered, `down` alone the reverse.
class Partition final : public DeviceFault {
public:
    Partition() : DeviceFault("devices") {}

    static Fields<Partition> fields() {
        return Fields<Partition>("partition",
                                 "cuts a group of devices off from the broker until healed")
            .required("devices", &Partition::devices,
                      "those on the far side: a device, a list of them, or \"*\" for all")
            .optional("direction", &Partition::direction_,
                      "what is lost: up is from the devices to the broker, down the way back")
            .shorthand("devices");
    }
    void on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) override {
        if (covers(direction_, segment.direction())) segment.drop();
    }

private:
    Directions direction_ = Directions::both;
};

}  // namespace breakwire::sim
