#include "sim/net/retransmission_timeout.hpp"

#include <algorithm>

namespace breakwire::sim {

void RetransmissionTimeout::sample(Duration round_trip) {
    if (!sampled_) {
        smoothed_ = round_trip;
        variation_ = round_trip / 2;
        sampled_ = true;
    } else {
        variation_ = (3 * variation_ + std::chrono::abs(smoothed_ - round_trip)) / 4;
        smoothed_ = (7 * smoothed_ + round_trip) / 8;
    }
    value_ = std::clamp<Duration>(smoothed_ + std::max<Duration>(granularity, 4 * variation_), low,
                                  high);
}

Duration RetransmissionTimeout::value(int backoff) const {
    Duration doubled = value_;
    for (int i = 0; i < backoff && doubled < high; ++i) doubled *= 2;
    return std::min<Duration>(doubled, high);
}

}  // namespace breakwire::sim
