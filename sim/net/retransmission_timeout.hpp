#pragma once

#include "sim/base/time.hpp"

namespace breakwire::sim {

/// How long to wait for an acknowledgement, from the round trips seen so far.
/// Source: RFC 6298 section 2, with Linux's lower bound of 200 ms in the place of its 1 s.
class RetransmissionTimeout {
public:
    static constexpr Duration initial = 1s;
    static constexpr Duration low = 200ms;
    static constexpr Duration high = 120s;
    /// G: without it, a link whose delay never varies would come to repeat whatever is a little
    /// late.
    static constexpr Duration granularity = 100ms;

    void sample(Duration round_trip);

    /// Doubled `backoff` times, at most `high` (section 5.5).
    Duration value(int backoff) const;

private:
    bool sampled() const { return smoothed_ >= Duration{}; }

    Duration smoothed_{-1};  ///< SRTT, once there is one
    Duration variation_{};   ///< RTTVAR
};

}  // namespace breakwire::sim
