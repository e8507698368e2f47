#pragma once

#include <map>

#include "sim/faults/timed_fault.hpp"

namespace breakwire::sim {

/// Cuts what the device's connections carry into segments of `sizes`, in turn and over and over,
/// counted from the start of each connection, with at least `gap` between one and the next.
///
/// `sizes: 1B` sends octet for octet: the two octets of a fixed header come apart, and so does a
/// remaining length of several (MQTT 5.0 section 2.1.4), which a reader has to put up with. Without
/// a gap the far end may read several of them at once. Handshakes and FINs are left alone.
class Segment final : public TimedFault {
public:
    static Fields<Segment> fields();
    void validate(const Places& at) const;
    void on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) override;

private:
    std::vector<std::size_t> starts_in(std::uint64_t offset, std::size_t payload) const;
    std::uint64_t next_start(std::uint64_t after) const;

    std::vector<DataSize> sizes_;
    Duration gap_ = 1ms;
    Directions direction_ = Directions::both;
    /// When the next segment may follow, so that one that is cut does not run into those before.
    std::map<std::pair<ConnectionId, Direction>, Instant> next_;
};

}  // namespace breakwire::sim
