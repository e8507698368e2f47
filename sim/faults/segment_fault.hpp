#pragma once

#include <map>
#include <utility>

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// A fault that does something to the segments of one direction of its devices' links, or of both.
class SegmentFault : public DeviceFault {
public:
    void on_segment(SegmentInFlight& segment, const Luck& luck, std::uint64_t ordinal) final {
        if (covers(direction, segment.direction())) act(segment, luck, ordinal);
    }

protected:
    /// Called for each segment of the directions it covers.
    virtual void act(SegmentInFlight& segment, const Luck& luck, std::uint64_t ordinal) = 0;

    /// The declaration of a kind, with the devices and the direction as its first keys.
    template <class Kind>
    static Fields<Kind> segment_fields(std::string name, std::string help) {
        return device_fields<Kind>(std::move(name), std::move(help))
            .optional("direction", &Kind::direction,
                      "up is from the device to the broker, down the way back");
    }

    Directions direction = Directions::both;
};

/// What a fault remembers of each direction of each device, apart from the others.
template <class Memory>
class EachWay {
public:
    Memory& of(const SegmentInFlight& segment) {
        return memories_[{std::string(segment.device()), segment.direction()}];
    }

private:
    std::map<std::pair<std::string, Direction>, Memory> memories_;
};

}  // namespace breakwire::sim
