#pragma once

#include "sim/base/timers.hpp"
#include "sim/record/recorder.hpp"

namespace breakwire::harness {

/// The fault-free end of a case: what is still under way arrives before laws judge.
///
/// Over once nothing has passed any tap for `quiet`, or after `limit` where devices never fall
/// silent.
class Drain {
public:
    Drain(Timers& timers, sim::Recorder& recorder);
    void begin();
    bool finished() const { return finished_; }

    static constexpr Duration quiet = 100ms;
    static constexpr Duration limit = 1s;

private:
    void look();

    Timers& timers_;
    Instant began_{};
    Instant last_traffic_{};
    bool finished_ = false;
};

}  // namespace breakwire::harness
