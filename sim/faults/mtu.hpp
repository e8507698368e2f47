#pragma once

#include "sim/faults/segment_fault.hpp"

namespace breakwire::sim {

/// The device's link carries no segment larger than `limit`, headers included: what TCP makes
/// larger goes in several, of `limit` - 40 octets of content at most. A small one turns a large
/// packet into many segments, each with luck of its own.
///
/// Only a segment that is cut counts as a hit. Source: RFC 791 section 3.2 for the least of 68.
class Mtu final : public SegmentFault {
public:
    static Fields<Mtu> fields() {
        return segment_fields<Mtu>("mtu", "bounds the size of a link's segments")
            .required("limit", &Mtu::limit_, "the largest segment, e.g. 128B")
            .example("fault: {mtu: {device: thermometer, limit: 128B}}");
    }
    void validate(const Places& at) const {
        DeviceFault::validate(at);
        if (limit_.bytes < least_mtu) at.fail("limit", "is less than IPv4's least, 68B");
    }

protected:
    void act(SegmentInFlight& segment, const Luck&, std::uint64_t) override {
        segment.limit_size(limit_.bytes);
    }

private:
    DataSize limit_{};
};

}  // namespace breakwire::sim
