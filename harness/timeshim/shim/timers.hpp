#pragma once

#include <cstdint>

#include "harness/timeshim/shim/held_signals.hpp"

/// Timers of the process that end in simulated time: alarm() and its kin, and timerfds. They fire
/// while the main thread waits, which is when time moves.
namespace breakwire::timeshim {

/// When the next one is due; `never` without any.
std::uint64_t next_timer();

struct Fired {
    bool descriptor;  ///< a timerfd has become readable
    Arrived signals;
};

/// Fires all that are due. Signals are delivered under `mask` (nullptr: the thread's own).
Fired fire_timers(const SignalSet* mask);

/// Moves `at` to the first of its repetitions after `now`, or to `never` if it has none, and
/// returns how often it was due.
std::uint64_t expire(std::uint64_t& at, std::uint64_t interval, std::uint64_t now);

}  // namespace breakwire::timeshim
