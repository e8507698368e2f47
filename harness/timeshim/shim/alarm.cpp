#include "harness/timeshim/shim/alarm.hpp"

#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>

#include "harness/timeshim/shim/instants.hpp"
#include "harness/timeshim/shim/interpose.hpp"
#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/raw.hpp"
#include "harness/timeshim/shim/timers.hpp"

namespace breakwire::timeshim {
namespace {

using sim::lockstep::never;

/// The one timer of ITIMER_REAL, which alarm() and ualarm() set as well.
struct Alarm {
    std::uint64_t at;
    std::uint64_t interval;
};
constinit Alarm the_alarm{never, 0};

std::uint64_t left() { return the_alarm.at == never ? 0 : std::max(left_until(the_alarm.at), 1ul); }

/// 0 takes the alarm away.
void set(std::uint64_t after, std::uint64_t interval) {
    the_alarm = {after == 0 ? never : from_now(after), interval};
}

constinit Next<int(__itimer_which_t, const itimerval*, itimerval*)> next_setitimer("setitimer");
constinit Next<int(__itimer_which_t, itimerval*)> next_getitimer("getitimer");
constinit Next<unsigned(unsigned)> next_alarm_call("alarm");
constinit Next<useconds_t(useconds_t, useconds_t)> next_ualarm("ualarm");

}  // namespace

std::uint64_t next_alarm() { return the_alarm.at; }

Arrived fire_alarm(std::uint64_t now, const SignalSet* mask) {
    if (the_alarm.at > now) return Arrived::nothing;
    expire(the_alarm.at, the_alarm.interval, now);
    HeldSignals held;
    raw::call(SYS_tgkill, main_thread(), main_thread(), SIGALRM);
    return held.release(mask);
}

}  // namespace breakwire::timeshim

using namespace breakwire::timeshim;

BREAKWIRE_INTERPOSED unsigned alarm(unsigned seconds) noexcept {
    if (led() == nullptr) return next_alarm_call(seconds);
    const auto before = static_cast<unsigned>((left() + second - 1) / second);
    set(seconds * second, 0);
    return before;
}

BREAKWIRE_INTERPOSED useconds_t ualarm(useconds_t after, useconds_t interval) noexcept {
    if (led() == nullptr) return next_ualarm(after, interval);
    const auto before = static_cast<useconds_t>((left() + microsecond - 1) / microsecond);
    set(after * microsecond, interval * microsecond);
    return before;
}

BREAKWIRE_INTERPOSED int getitimer(__itimer_which_t which, itimerval* value) noexcept {
    if (led() == nullptr || which != ITIMER_REAL) return next_getitimer(which, value);
    *value = {to_timeval(the_alarm.interval), to_timeval(left())};
    return 0;
}

BREAKWIRE_INTERPOSED int setitimer(__itimer_which_t which, const itimerval* value,
                                   itimerval* before) noexcept {
    if (led() == nullptr || which != ITIMER_REAL) return next_setitimer(which, value, before);
    if (before != nullptr) getitimer(which, before);
    if (value != nullptr) set(nanoseconds(value->it_value), nanoseconds(value->it_interval));
    return 0;
}
