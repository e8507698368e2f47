#pragma once

#include <map>

#include "sim/faults/timed_fault.hpp"

namespace breakwire::sim {

/// The device may send for `percent` of the time only, as in the bands below 1 GHz; what it would
/// send beyond that waits, in order.
///
/// With `period` it may send during that share of each period, at its start, counted from when the
/// fault began. With `rate` each segment takes its time on air, its size at that rate, and is
/// followed by silence until the share is kept: at 1 % for 99 times as long. What comes down to the
/// device is not limited. Source: ERC Recommendation 70-03, annex 1, which counts duty cycles over
/// an hour; LoRaWAN 1.0.x stacks wait after each frame.
class DutyCycle final : public TimedFault {
public:
    static Fields<DutyCycle> fields();
    void validate(const Places& at) const;
    void on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) override;

private:
    Instant next_in_period() const;
    Instant next_after_air_time(const SegmentInFlight& segment);

    double percent_ = 0;
    std::optional<Duration> period_;
    std::optional<DataRate> rate_;
    std::map<std::string, Instant, std::less<>> silent_until_;  ///< by device
};

}  // namespace breakwire::sim
