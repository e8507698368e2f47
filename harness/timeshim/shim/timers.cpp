#include "harness/timeshim/shim/timers.hpp"

#include <algorithm>

#include "harness/timeshim/shim/alarm.hpp"
#include "harness/timeshim/shim/instants.hpp"
#include "harness/timeshim/shim/timerfd.hpp"

namespace breakwire::timeshim {

std::uint64_t next_timer() { return std::min(next_alarm(), next_timerfd()); }

Fired fire_timers(const SignalSet* mask) {
    const std::uint64_t instant = now();
    const bool descriptor = fire_timerfds(instant);
    return {descriptor, fire_alarm(instant, mask)};
}

std::uint64_t expire(std::uint64_t& at, std::uint64_t interval, std::uint64_t now) {
    if (interval == 0) {
        at = sim::lockstep::never;
        return 1;
    }
    const std::uint64_t times = (now - at) / interval + 1;
    at += times * interval;
    return times;
}

}  // namespace breakwire::timeshim
