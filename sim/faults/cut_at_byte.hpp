#pragma once

#include <set>

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// Ends a connection of the device exactly behind octet number `byte` of `direction`, counted from
/// 1 at the start of the connection: the far end gets so many octets and then the end. With 0 it
/// gets none.
///
/// `how` is that of the fault of the same name, to both ends; `silent`: neither hears of the other
/// again. Octets count as they enter the link, so on a connection that is further already nothing
/// is cut. It cuts `times` connections, then no more: the device may come back.
class CutAtByte final : public DeviceFault {
public:
    static Fields<CutAtByte> fields() {
        return device_fields<CutAtByte>("cut_at_byte",
                                        "ends a connection exactly behind an octet of its stream")
            .required("byte", &CutAtByte::byte_, "how many octets still arrive, e.g. 20")
            .optional("direction", &CutAtByte::direction_,
                      "whose octets: up is from the device to the broker, down the way back")
            .optional("how", &CutAtByte::how_, "silent: neither end hears of the other again")
            .optional("times", &CutAtByte::times_, "how many connections")
            .wants("simulated_tcp");
    }
    void validate(const Places& at) const {
        DeviceFault::validate(at);
        if (times_ == 0) at.fail("times", "counts from 1");
    }
    void on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) override {
        const SegmentSeen& seen = segment.seen();
        const std::uint64_t end = seen.offset + seen.payload;
        const bool holds_it = seen.payload > 0 && seen.offset <= byte_ && byte_ <= end;
        if (segment.direction() != direction_ || !holds_it || cut_.size() >= times_) return;
        // Behind its last octet the connection was cut before this fault, or by it.
        if (seen.offset == byte_ && byte_ > 0) return;
        if (!cut_.insert(seen.connection).second) return;
        segment.cut(static_cast<std::size_t>(byte_ - seen.offset), how_);
    }

private:
    std::uint64_t byte_ = 0;
    Direction direction_ = Direction::up;
    Ending how_ = Ending::rst;
    std::uint32_t times_ = 1;
    std::set<ConnectionId> cut_;
};

}  // namespace breakwire::sim
