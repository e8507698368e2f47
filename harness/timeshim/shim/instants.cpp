#include "harness/timeshim/shim/instants.hpp"

#include "harness/timeshim/shim/process.hpp"

namespace breakwire::timeshim {
namespace {

using sim::lockstep::never;

/// 292 years, so that a sum of two still fits.
constexpr std::uint64_t longest_seconds = INT64_MAX / second;

std::uint64_t sum(time_t seconds, std::uint64_t rest) {
    const auto whole = static_cast<std::uint64_t>(seconds);
    return whole >= longest_seconds ? never : whole * second + rest;
}

}  // namespace

std::uint64_t nanoseconds(const timespec& time) {
    return sum(time.tv_sec, static_cast<std::uint64_t>(time.tv_nsec));
}

std::uint64_t nanoseconds(const timeval& time) {
    return sum(time.tv_sec, static_cast<std::uint64_t>(time.tv_usec) * microsecond);
}

bool is_valid(const timespec& time) {
    return time.tv_sec >= 0 && time.tv_nsec >= 0 && time.tv_nsec < static_cast<long>(second);
}

timespec to_timespec(std::uint64_t nanoseconds) {
    return {static_cast<time_t>(nanoseconds / second), static_cast<long>(nanoseconds % second)};
}

timeval to_timeval(std::uint64_t nanoseconds) {
    return {static_cast<time_t>(nanoseconds / second),
            static_cast<suseconds_t>(nanoseconds % second / microsecond)};
}

std::uint64_t now() { return led()->now; }

std::uint64_t from_now(std::uint64_t nanoseconds) {
    return nanoseconds == never ? never : now() + nanoseconds;
}

std::uint64_t from_now(const timespec* timeout) {
    return timeout == nullptr ? never : from_now(nanoseconds(*timeout));
}

std::uint64_t from_now_ms(int timeout) {
    return timeout < 0 ? never : from_now(static_cast<std::uint64_t>(timeout) * millisecond);
}

bool base_of(clockid_t clock, std::uint64_t& base) {
    switch (clock) {
        case CLOCK_MONOTONIC:
        case CLOCK_MONOTONIC_RAW:
        case CLOCK_MONOTONIC_COARSE:
        case CLOCK_BOOTTIME:
        case CLOCK_BOOTTIME_ALARM:
            base = led()->monotonic_base;
            return true;
        case CLOCK_REALTIME:
        case CLOCK_REALTIME_COARSE:
        case CLOCK_REALTIME_ALARM:
        case CLOCK_TAI:
            base = led()->realtime_base;
            return true;
        default:
            return false;
    }
}

std::uint64_t instant_at(clockid_t clock, const timespec& time) {
    const std::uint64_t shown = nanoseconds(time);
    std::uint64_t base = 0;
    base_of(clock, base);
    if (shown == never) return never;
    return shown > base ? shown - base : 0;
}

std::uint64_t left_until(std::uint64_t wake) {
    const std::uint64_t instant = now();
    return wake > instant ? wake - instant : 0;
}

}  // namespace breakwire::timeshim
