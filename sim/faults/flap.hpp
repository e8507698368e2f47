#pragma once

#include "sim/faults/timed_fault.hpp"

namespace breakwire::sim {

/// The device's link goes down and up again by turns, as with a worn cable or a radio at the edge
/// of its cell: down at first for `down_for`, then up for `up_for`, and so on until healed.
///
/// Each spell lasts up to `jitter` longer or shorter, by luck (uniform). While it is down it loses
/// what `link_down` loses: each segment that would enter the link.
class Flap final : public TimedFault {
public:
    static Fields<Flap> fields();
    void validate(const Places& at) const;
    void on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) override;

private:
    bool is_down();

    Duration down_for_{};
    Duration up_for_{};
    Duration jitter_{};
    Directions direction_ = Directions::both;
    std::uint64_t spell_ = 0;  ///< even ones are down
    Instant spell_end_ = Instant::min();
};

}  // namespace breakwire::sim
