#pragma once

#include <string>
#include <vector>

#include "sim/faults/in_flight.hpp"
#include "sim/net/segment_queue.hpp"

namespace breakwire::sim {

/// Segments that faults keep from entering their link, in the order in which they came.
class HeldSegments {
public:
    struct Held {
        Traveller traveller;
        SegmentInFlight in_flight;
    };

    /// `in_flight` says by whom and until when.
    void add(Traveller traveller, SegmentInFlight in_flight);
    /// Those whose time has come by `now`, by their time.
    std::vector<Held> take_due(Instant now);
    /// What `holder` holds of `device`'s; "*": of everybody's.
    std::vector<Held> take(const Fault& holder, const std::string& device);
    /// When the next one is due; `Instant::max()` if all wait to be released.
    Instant next() const { return next_; }

private:
    template <class Wanted>
    std::vector<Held> take_if(const Wanted& wanted);

    std::vector<Held> held_;
    Instant next_ = Instant::max();
};

}  // namespace breakwire::sim
