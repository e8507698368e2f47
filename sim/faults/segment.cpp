#include "sim/faults/segment.hpp"

#include <algorithm>

namespace breakwire::sim {

Fields<Segment> Segment::fields() {
    return device_fields<Segment>("segment", "cuts a device's streams into segments of given sizes")
        .required("sizes", &Segment::sizes_, "their sizes in turn, e.g. 1B or [1B, 3B]")
        .optional("gap", &Segment::gap_, "the least time between one and the next")
        .optional("direction", &Segment::direction_,
                  "up is from the device to the broker, down the way back")
        .wants("simulated_tcp");
}

void Segment::validate(const Places& at) const {
    DeviceFault::validate(at);
    if (sizes_.empty()) at.fail("sizes", "has none");
    if (std::ranges::count(sizes_, DataSize{0}) > 0) at.fail("sizes", "must be above 0B each");
}

void Segment::on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) {
    const SegmentSeen& seen = segment.seen();
    if (!covers(direction_, segment.direction()) || seen.payload == 0) return;
    auto starts = starts_in(seen.offset, seen.payload);
    Instant& next = next_[{seen.connection, segment.direction()}];
    const Instant first = std::max(now(), next);
    next = first + gap_ * static_cast<std::int64_t>(starts.size());
    if (first > now()) segment.delay_by(first - now());
    if (starts.size() > 1) segment.slice({std::move(starts), gap_});
}

/// Where the segments begin that are in the payload, counted from its start.
std::vector<std::size_t> Segment::starts_in(std::uint64_t offset, std::size_t payload) const {
    std::vector<std::size_t> starts{0};
    for (std::uint64_t at = next_start(offset); at < offset + payload; at = next_start(at)) {
        starts.push_back(static_cast<std::size_t>(at - offset));
    }
    return starts;
}

/// The first octet behind `after` with which a segment begins, counted from the connection's start.
std::uint64_t Segment::next_start(std::uint64_t after) const {
    std::uint64_t turn = 0;
    for (const DataSize& size : sizes_) turn += size.bytes;
    std::uint64_t start = after - after % turn;
    for (const DataSize& size : sizes_) {
        start += size.bytes;
        if (start > after) return start;
    }
    return start;
}

}  // namespace breakwire::sim
