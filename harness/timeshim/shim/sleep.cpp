#include <time.h>
#include <unistd.h>

#include "harness/timeshim/shim/instants.hpp"
#include "harness/timeshim/shim/interpose.hpp"
#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/turn.hpp"

namespace breakwire::timeshim {
namespace {

/// Returns 0, or -EINTR with what is left of the sleep in `rest`.
long sleep_until(std::uint64_t wake, std::uint64_t* rest = nullptr) {
    const long result = wait_for([]() -> long { return 0; }, wake);
    if (rest != nullptr) *rest = left_until(wake);
    return result;
}

/// The same as nanosleep() and clock_nanosleep() tell it, negative errno for errors.
long sleep_for(const timespec& time, timespec* rest) {
    if (!is_valid(time)) return -EINVAL;
    std::uint64_t left = 0;
    const long result = sleep_until(from_now(nanoseconds(time)), &left);
    if (result < 0 && rest != nullptr) *rest = to_timespec(left);
    return result;
}

constinit Next<int(const timespec*, timespec*)> next_nanosleep("nanosleep");
constinit Next<int(clockid_t, int, const timespec*, timespec*)> next_clock_nanosleep(
    "clock_nanosleep");
constinit Next<int(useconds_t)> next_usleep("usleep");
constinit Next<unsigned(unsigned)> next_sleep("sleep");

}  // namespace
}  // namespace breakwire::timeshim

using namespace breakwire::timeshim;

BREAKWIRE_INTERPOSED int nanosleep(const timespec* time, timespec* rest) {
    if (owner() == nullptr) return next_nanosleep(time, rest);
    return told(sleep_for(*time, rest));
}

/// Returns the error instead of setting errno.
BREAKWIRE_INTERPOSED int clock_nanosleep(clockid_t clock, int flags, const timespec* time,
                                         timespec* rest) {
    std::uint64_t base = 0;
    if (owner() == nullptr || !base_of(clock, base)) {
        return next_clock_nanosleep(clock, flags, time, rest);
    }
    if ((flags & TIMER_ABSTIME) == 0) return static_cast<int>(-sleep_for(*time, rest));
    if (!is_valid(*time)) return EINVAL;
    return static_cast<int>(-sleep_until(instant_at(clock, *time)));
}

BREAKWIRE_INTERPOSED int usleep(useconds_t time) {
    if (owner() == nullptr) return next_usleep(time);
    return told(sleep_until(from_now(time * microsecond)));
}

/// Returns the whole seconds that are left if a signal ends it.
BREAKWIRE_INTERPOSED unsigned sleep(unsigned seconds) {
    if (owner() == nullptr) return next_sleep(seconds);
    std::uint64_t left = 0;
    sleep_until(from_now(seconds * second), &left);
    return static_cast<unsigned>((left + second - 1) / second);
}
