#pragma once

#include "sim/faults/process_fault.hpp"

namespace breakwire::sim {

/// The date of the broker's machine jumps by `by`, forward or (with `back`) backward, as when NTP
/// steps a clock that was wrong. When healed it jumps back.
///
/// CLOCK_REALTIME alone jumps: intervals that a broker measures by CLOCK_MONOTONIC, keep alives
/// among them, go on as if nothing had been. It takes virtual time, where the broker's clocks are
/// ours. Source: clock_gettime(2); settimeofday(2).
class ClockJump final : public ProcessFault {
public:
    static Fields<ClockJump> fields() {
        return process_fields<ClockJump>("clock_jump",
                                         "the date of the broker's machine jumps until healed")
            .required("by", &ClockJump::by_, "how far, e.g. 1d")
            .optional("back", &ClockJump::back_, "into the past")
            .needs("virtual_time")
            .example("fault: {clock_jump: {by: 1h}}");
    }
    int begin_on_process(ProcessPort& port) override {
        return port.jump_clock(back_ ? -by_ : by_) ? 1 : 0;
    }
    void end_on_process(ProcessPort& port) override { port.jump_clock(back_ ? by_ : -by_); }

private:
    Duration by_{};
    bool back_ = false;
};

}  // namespace breakwire::sim
