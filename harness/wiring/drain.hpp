#pragma once

#include "sim/base/time_mode.hpp"
#include "sim/base/timers.hpp"
#include "sim/record/recorder.hpp"

namespace breakwire::harness {

/// The fault-free end of a case: what is still under way arrives before laws judge.
///
/// Over once nothing has passed any tap for a while, or after a longer while where devices never
/// fall silent. On the wall clock both are short; where time costs nothing, they are long enough
/// for a broker that is late to show it.
class Drain {
public:
    Drain(Timers& timers, sim::Recorder& recorder, const TimeMode& mode);
    void begin();
    bool finished() const { return finished_; }

private:
    void look();

    Timers& timers_;
    Duration quiet_;
    Duration limit_;
    Instant began_{};
    Instant last_traffic_{};
    bool finished_ = false;
};

}  // namespace breakwire::harness
