#include "sim/net/held_segments.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace breakwire::sim {

namespace {

Instant due(const HeldSegments::Held& held) { return *held.in_flight.held_until(); }

}  // namespace

void HeldSegments::add(Traveller traveller, SegmentInFlight in_flight) {
    next_ = std::min(next_, *in_flight.held_until());
    held_.push_back({std::move(traveller), std::move(in_flight)});
}

std::vector<HeldSegments::Held> HeldSegments::take_due(Instant now) {
    return take_if([now](const Held& each) { return due(each) <= now; });
}

std::vector<HeldSegments::Held> HeldSegments::take(const Fault& holder, const std::string& device) {
    return take_if([&](const Held& each) {
        return each.in_flight.behind() == &holder &&
               (device == "*" || each.in_flight.seen().device == device);
    });
}

template <class Wanted>
std::vector<HeldSegments::Held> HeldSegments::take_if(const Wanted& wanted) {
    const auto stays = [&wanted](const Held& each) { return !wanted(each); };
    const auto rest = std::stable_partition(held_.begin(), held_.end(), stays);
    std::vector<Held> taken(std::make_move_iterator(rest), std::make_move_iterator(held_.end()));
    held_.erase(rest, held_.end());
    next_ = Instant::max();
    for (const Held& each : held_) next_ = std::min(next_, due(each));
    std::ranges::stable_sort(taken, {}, due);
    for (Held& each : taken) each.in_flight.let_go();
    return taken;
}

}  // namespace breakwire::sim
