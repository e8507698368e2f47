#pragma once

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// A fault that acts by the clock. It computes from the time where it stands rather than ask to be
/// woken, so that one that waits for hours costs nothing.
class TimedFault : public DeviceFault {
public:
    void prepare(Timers& timers, const Luck& luck) final {
        timers_ = &timers;
        luck_ = luck;
        began_ = timers.now();
    }

protected:
    using DeviceFault::DeviceFault;

    Instant now() const { return timers_->now(); }
    Instant began() const { return began_; }  ///< when it was installed
    /// The fault's own, for what does not belong to one device.
    const Luck& luck() const { return luck_; }

private:
    const Timers* timers_ = nullptr;
    Instant began_{};
    Luck luck_{0};
};

}  // namespace breakwire::sim
