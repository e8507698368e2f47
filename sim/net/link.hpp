#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sim/base/luck.hpp"
#include "sim/faults/in_flight.hpp"
#include "sim/faults/link_settings.hpp"

namespace breakwire::sim {

/// One direction of an access link: queue (drop-tail) -> rate (serialisation) -> delay and jitter.
///
/// It computes when a segment arrives and leaves carrying it to others. Segments never overtake
/// each other. A fault may delay, slow down or drop a segment; it changes nothing else.
class LinkDirection {
public:
    /// `luck` is drawn for jitter, once per segment.
    LinkDirection(const LinkSettings& settings, std::optional<DataRate> rate, const Luck& luck);

    /// When a segment that enters at `now` reaches the far end; nothing if the queue has no room.
    std::optional<Instant> carry(Instant now, const SegmentInFlight& segment);

private:
    std::optional<DataRate> rate_for(const SegmentInFlight& segment) const;
    bool has_room(Instant now, std::size_t size, DataRate rate) const;
    Duration delay_for(const SegmentInFlight& segment);

    Duration delay_;
    Duration jitter_;
    std::optional<DataRate> rate_;
    std::optional<DataSize> queue_limit_;
    Luck luck_;
    std::uint64_t carried_ = 0;
    Instant idle_from_{};     ///< when what has entered will have been serialised
    Instant last_arrival_{};  ///< later segments arrive no earlier
};

/// Both directions of a device's access link.
class Link {
public:
    Link(const LinkSettings& settings, const Luck& luck);

    std::optional<Instant> carry(Instant now, const SegmentInFlight& segment) {
        return (segment.direction() == Direction::up ? up_ : down_).carry(now, segment);
    }

private:
    LinkDirection up_;
    LinkDirection down_;
};

}  // namespace breakwire::sim
