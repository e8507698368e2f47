#pragma once

#include <map>

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// SYNs are lost, and with `direction: down` or `both` the answers to them: connecting takes until
/// one gets through, or times out (ETIMEDOUT). Connections that stand already go on.
///
/// With `times` only the first so many of each connection attempt are lost: TCP repeats a SYN after
/// 1, 2, 4... s, so `times: 2` makes connecting last 3 s longer (RFC 6298 section 5.5).
class SynDrop final : public DeviceFault {
public:
    static Fields<SynDrop> fields() {
        return device_fields<SynDrop>("syn_drop",
                                      "loses the SYNs of a device: connecting takes long or times "
                                      "out")
            .optional("times", &SynDrop::times_, "of each attempt only so many; all if absent")
            .optional("direction", &SynDrop::direction_, "up: the SYN; down: the answer to it")
            .shorthand("device");
    }
    void validate(const Places& at) const {
        DeviceFault::validate(at);
        if (times_ == 0U) at.fail("times", "counts from 1");
    }
    void on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) override {
        if (!segment.seen().syn || !covers(direction_, segment.direction())) return;
        if (times_ && ++lost_[segment.seen().connection] > *times_) return;
        segment.drop();
    }

private:
    std::optional<std::uint32_t> times_;
    Directions direction_ = Directions::up;
    std::map<ConnectionId, std::uint32_t> lost_;
};

}  // namespace breakwire::sim
