#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "sim/faults/in_flight.hpp"

namespace breakwire::sim {

/// Segments that faults keep from entering their link, in the order in which they came. What goes
/// on when one is let go is a `Traveller`: a segment of the simulated TCP, or a frame.
template <class Traveller>
class HeldSegments {
public:
    struct Held {
        Traveller traveller;
        SegmentInFlight in_flight;
    };

    /// `in_flight` says by whom and until when.
    void add(Traveller traveller, SegmentInFlight in_flight) {
        next_ = std::min(next_, *in_flight.held_until());
        held_.push_back({std::move(traveller), std::move(in_flight)});
    }
    /// Those whose time has come by `now`, by their time.
    std::vector<Held> take_due(Instant now) {
        return take_if([now](const Held& each) { return due(each) <= now; });
    }
    /// What `holder` holds of `device`'s; "*": of everybody's.
    std::vector<Held> take(const Fault& holder, const std::string& device) {
        return take_if([&](const Held& each) {
            return each.in_flight.behind() == &holder &&
                   (device == "*" || each.in_flight.seen().device == device);
        });
    }
    /// When the next one is due; `Instant::max()` if all wait to be released.
    Instant next() const { return next_; }

private:
    static Instant due(const Held& held) { return *held.in_flight.held_until(); }

    template <class Wanted>
    std::vector<Held> take_if(const Wanted& wanted) {
        const auto stays = [&wanted](const Held& each) { return !wanted(each); };
        const auto rest = std::stable_partition(held_.begin(), held_.end(), stays);
        std::vector<Held> taken(std::make_move_iterator(rest),
                                std::make_move_iterator(held_.end()));
        held_.erase(rest, held_.end());
        next_ = Instant::max();
        for (const Held& each : held_) next_ = std::min(next_, due(each));
        std::ranges::stable_sort(taken, {}, due);
        for (Held& each : taken) each.in_flight.let_go();
        return taken;
    }

    std::vector<Held> held_;
    Instant next_ = Instant::max();
};

}  // namespace breakwire::sim
