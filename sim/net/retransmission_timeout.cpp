#include "sim/net/retransmission_timeout.hpp"

#include <algorithm>

namespace breakwire::sim {

void RetransmissionTimeout::sample(Duration round_trip) {
    if (!sampled()) {
        smoothed_ = round_trip;
        variation_ = round_trip / 2;
    } else {
        variation_ = (3 * variation_ + std::chrono::abs(smoothed_ - round_trip)) / 4;
        smoothed_ = (7 * smoothed_ + round_trip) / 8;
    }
}

Duration RetransmissionTimeout::value(int backoff) const {
    const Duration measured = smoothed_ + std::max<Duration>(granularity, 4 * variation_);
    Duration doubled = sampled() ? std::clamp<Duration>(measured, low, high) : initial;
    for (int i = 0; i < backoff && doubled < high; ++i) doubled *= 2;
    return std::min<Duration>(doubled, high);
}

}  // namespace breakwire::sim
