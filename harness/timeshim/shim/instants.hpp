#pragma once

#include <sys/time.h>
#include <time.h>

#include <cstdint>

#include "sim/io/lockstep_protocol.hpp"

/// Times of programs and simulated instants. The main thread's; programs' times are as they gave
/// them, so anything that does not fit becomes `never`.
namespace breakwire::timeshim {

inline constexpr std::uint64_t second = 1'000'000'000;
inline constexpr std::uint64_t millisecond = 1'000'000;
inline constexpr std::uint64_t microsecond = 1'000;

/// In ns; `never` if it is longer than 292 years.
std::uint64_t nanoseconds(const timespec& time);
std::uint64_t nanoseconds(const timeval& time);

/// False for what system calls refuse with EINVAL.
bool is_valid(const timespec& time);

timespec to_timespec(std::uint64_t nanoseconds);
timeval to_timeval(std::uint64_t nanoseconds);

/// The simulated instant now.
std::uint64_t now();

/// The instant `nanoseconds` from now; `never` stays that.
std::uint64_t from_now(std::uint64_t nanoseconds);
/// The instant a wait ends that takes `timeout` at most; a null pointer is no limit.
std::uint64_t from_now(const timespec* timeout);
/// The same in ms, negative for no limit, as epoll_wait() and poll() take it.
std::uint64_t from_now_ms(int timeout);

/// What `clock` shows at instant 0, in ns. Returns false for clocks of CPU time, which are real.
bool base_of(clockid_t clock, std::uint64_t& base);

/// The instant at which `clock`, one that base_of() knows, shows `time`.
std::uint64_t instant_at(clockid_t clock, const timespec& time);

/// What is left of a wait until `wake`, in ns.
std::uint64_t left_until(std::uint64_t wake);

}  // namespace breakwire::timeshim
