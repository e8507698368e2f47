#include "sim/net/segment_queue.hpp"

#include <algorithm>

namespace breakwire::sim {

void SegmentQueue::push(Instant now, Instant arrival, Traveller traveller) {
    if (arrival <= now) {
        if (at_once_.empty()) at_once_since_ = now;
        at_once_.push_back(std::move(traveller));
        return;
    }
    heap_.push_back({arrival, ++pushed_, std::move(traveller)});
    std::ranges::push_heap(heap_, later);
}

std::optional<Traveller> SegmentQueue::pop_due(Instant now) {
    std::optional<Traveller> due;
    // What has travelled set out before what arrives at once, so it comes first.
    if (!heap_.empty() && heap_.front().arrival <= now) {
        std::ranges::pop_heap(heap_, later);
        due = std::move(heap_.back().traveller);
        heap_.pop_back();
    } else if (!at_once_.empty()) {
        due = std::move(at_once_.front());
        at_once_.pop_front();
    }
    return due;
}

std::optional<Instant> SegmentQueue::next() const {
    if (!at_once_.empty()) return at_once_since_;
    if (heap_.empty()) return std::nullopt;
    return heap_.front().arrival;
}

}  // namespace breakwire::sim
