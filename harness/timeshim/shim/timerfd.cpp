#include "harness/timeshim/shim/timerfd.hpp"

#include <sys/eventfd.h>
#include <sys/timerfd.h>

#include <algorithm>

#include "harness/timeshim/shim/instants.hpp"
#include "harness/timeshim/shim/interpose.hpp"
#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/raw.hpp"
#include "harness/timeshim/shim/timers.hpp"

namespace breakwire::timeshim {
namespace {

using sim::lockstep::never;

struct TimerFd {
    bool used;
    int descriptor;
    clockid_t clock;
    std::uint64_t at;
    std::uint64_t interval;
};
/// More than a program has: event loops use one each.
constinit TimerFd timers[256] = {};
constinit int timers_used = 0;  // so that those who have none pay nothing

TimerFd* find(int descriptor) {
    if (timers_used == 0 || led() == nullptr) return nullptr;
    for (TimerFd& timer : timers) {
        if (timer.used && timer.descriptor == descriptor) return &timer;
    }
    return nullptr;
}

TimerFd* free_entry() {
    for (TimerFd& timer : timers) {
        if (!timer.used) return &timer;
    }
    return nullptr;
}

itimerspec state_of(const TimerFd& timer) {
    const std::uint64_t left = timer.at == never ? 0 : std::max(left_until(timer.at), 1ul);
    return {to_timespec(timer.interval), to_timespec(left)};
}

/// Takes back expirations that nobody has read.
void drain(int descriptor) {
    std::uint64_t count = 0;
    if (raw::shows(descriptor, POLLIN)) raw::call(SYS_read, descriptor, &count, sizeof count);
}

std::uint64_t first_expiry(const TimerFd& timer, int flags, const timespec& value) {
    if (nanoseconds(value) == 0) return never;
    if ((flags & TFD_TIMER_ABSTIME) != 0) return instant_at(timer.clock, value);
    return from_now(nanoseconds(value));
}

constinit Next<int(clockid_t, int)> next_create("timerfd_create");
constinit Next<int(int, int, const itimerspec*, itimerspec*)> next_settime("timerfd_settime");
constinit Next<int(int, itimerspec*)> next_gettime("timerfd_gettime");

}  // namespace

std::uint64_t next_timerfd() {
    std::uint64_t next = never;
    if (timers_used == 0) return next;
    for (const TimerFd& timer : timers) {
        if (timer.used) next = std::min(next, timer.at);
    }
    return next;
}

bool fire_timerfds(std::uint64_t now) {
    bool fired = false;
    if (timers_used == 0) return fired;
    for (TimerFd& timer : timers) {
        if (!timer.used || timer.at > now) continue;
        const std::uint64_t times = expire(timer.at, timer.interval, now);
        raw::call(SYS_write, timer.descriptor, &times, sizeof times);
        fired = true;
    }
    return fired;
}

bool is_timerfd(int descriptor) { return find(descriptor) != nullptr; }

void end_timerfd(int descriptor) {
    if (TimerFd* timer = find(descriptor)) {
        *timer = {};
        --timers_used;
    }
}

}  // namespace breakwire::timeshim

using namespace breakwire::timeshim;

BREAKWIRE_INTERPOSED int timerfd_create(clockid_t clock, int flags) noexcept {
    if (led() == nullptr) return next_create(clock, flags);
    TimerFd* timer = free_entry();
    if (timer == nullptr) return told(-EMFILE);
    static_assert(int{TFD_CLOEXEC} == int{EFD_CLOEXEC} && int{TFD_NONBLOCK} == int{EFD_NONBLOCK});
    const long descriptor = raw::call(SYS_eventfd2, 0, flags);
    if (descriptor < 0) return told(descriptor);
    *timer = {true, static_cast<int>(descriptor), clock, never, 0};
    ++timers_used;
    return timer->descriptor;
}

BREAKWIRE_INTERPOSED int timerfd_settime(int descriptor, int flags, const itimerspec* value,
                                         itimerspec* before) noexcept {
    TimerFd* timer = find(descriptor);
    if (timer == nullptr) return next_settime(descriptor, flags, value, before);
    if (!is_valid(value->it_value) || !is_valid(value->it_interval)) return told(-EINVAL);
    if (before != nullptr) *before = state_of(*timer);
    drain(descriptor);
    timer->at = first_expiry(*timer, flags, value->it_value);
    timer->interval = nanoseconds(value->it_interval);
    return 0;
}

BREAKWIRE_INTERPOSED int timerfd_gettime(int descriptor, itimerspec* value) noexcept {
    const TimerFd* timer = find(descriptor);
    if (timer == nullptr) return next_gettime(descriptor, value);
    *value = state_of(*timer);
    return 0;
}
