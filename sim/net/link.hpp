#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "sim/base/luck.hpp"
#include "sim/faults/in_flight.hpp"
#include "sim/faults/link_settings.hpp"

namespace breakwire::sim {

/// One direction of an access link: queue (drop-tail) -> rate (serialisation) -> loss -> delay and
/// jitter.
///
/// A segment is first shown what the direction does to it (`enter`), then the faults, and is then
/// carried. That computes when it arrives and leaves delivering it to others. Segments overtake
/// each other only where a segment says so.
class LinkDirection {
public:
    /// `link_luck` is common to both directions, `luck` the direction's own.
    LinkDirection(const PathSettings& settings, const Luck& link_luck, const Luck& luck);

    /// What the direction does by itself goes into `segment`, as if it were the first of the
    /// faults.
    void enter(SegmentInFlight& segment);
    /// Nothing to simulate: segments pass in no time, whatever their size.
    bool ideal() const { return delay_ == Duration{} && !rate_ && !mtu_ && !impairments_; }
    /// Ideal, and it stays as fast as a fault makes it: its queue has no limit of its own.
    bool without_conditions() const { return ideal() && room_.none(); }
    /// The segment sees what waits before it at the instant it is at.
    void show_queue(SegmentInFlight& segment) { segment.finds(load_at(segment.at())); }

    /// When a segment that is sent at `now` reaches the far end; nothing if the queue has no room
    /// or it is lost.
    std::optional<Instant> carry(Instant now, const SegmentInFlight& segment);

private:
    /// Forgets those that have been sent by `now`.
    const QueueLoad& load_at(Instant now);

    struct Departure {
        Instant sent;
        std::size_t size;
    };

    Duration delay_;
    std::optional<DataRate> rate_;
    QueueRoom room_;
    std::optional<DataSize> mtu_;
    std::unique_ptr<Impairments> impairments_;  ///< a link without any does not pay for them
    Instant idle_from_{};                       ///< when what has entered will have been serialised
    Instant last_arrival_{};                    ///< later segments arrive no earlier
    std::vector<Departure> departures_;         ///< of those in the queue and the transmitter
    QueueLoad load_;                            ///< the same, added up
};

/// Both directions of a device's access link. One without conditions takes a pointer, until a fault
/// first makes a segment late.
class Link {
public:
    Link(const LinkSettings& settings, const Luck& luck);

    bool ideal() const { return !ways_ || (ways_->up.ideal() && ways_->down.ideal()); }
    void enter(SegmentInFlight& segment);
    void show_queue(SegmentInFlight& segment);
    std::optional<Instant> carry(Instant now, const SegmentInFlight& segment);

private:
    struct Ways {
        Ways(const LinkSettings& settings, const Luck& luck);
        LinkDirection& of(const SegmentInFlight& segment) {
            return segment.direction() == Direction::up ? up : down;
        }
        LinkDirection up;
        LinkDirection down;
    };
    std::unique_ptr<Ways> ways_;  ///< null while nothing has ever been late
};

}  // namespace breakwire::sim
