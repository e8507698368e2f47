#include <signal.h>
#include <unistd.h>

#include "harness/timeshim/shim/instants.hpp"
#include "harness/timeshim/shim/interpose.hpp"
#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/raw.hpp"
#include "harness/timeshim/shim/turn.hpp"

namespace breakwire::timeshim {
namespace {

using sim::lockstep::never;

/// Waits for a signal with a handler, under `mask`.
int await_handler(const SignalSet* mask) {
    return told(wait_for([]() -> long { return 0; }, never, {.mask = mask}));
}

/// Takes one of `set`, which the program has blocked, as soon as it is there.
int await_signal(const sigset_t* set, siginfo_t* about, std::uint64_t wake) {
    const auto look = [=]() -> long {
        __kernel_timespec zero = raw::no_time;
        const long taken = raw::call(SYS_rt_sigtimedwait, set, about, &zero, raw::signal_set_size);
        return taken == -EAGAIN ? 0 : taken;
    };
    const long taken = wait_for(look, wake);
    return told(taken == 0 ? -EAGAIN : taken);
}

constinit Next<int()> next_pause("pause");
constinit Next<int(const sigset_t*)> next_sigsuspend("sigsuspend");
constinit Next<int(const sigset_t*, int*)> next_sigwait("sigwait");
constinit Next<int(const sigset_t*, siginfo_t*)> next_sigwaitinfo("sigwaitinfo");
constinit Next<int(const sigset_t*, siginfo_t*, const timespec*)> next_sigtimedwait("sigtimedwait");

}  // namespace
}  // namespace breakwire::timeshim

using namespace breakwire::timeshim;

BREAKWIRE_INTERPOSED int pause() {
    if (owner() == nullptr) return next_pause();
    return await_handler(nullptr);
}

BREAKWIRE_INTERPOSED int sigsuspend(const sigset_t* mask) {
    if (owner() == nullptr) return next_sigsuspend(mask);
    return await_handler(reinterpret_cast<const SignalSet*>(mask));
}

/// Returns the error instead of setting errno, and never EINTR.
BREAKWIRE_INTERPOSED int sigwait(const sigset_t* set, int* taken) {
    if (owner() == nullptr) return next_sigwait(set, taken);
    do {
        *taken = await_signal(set, nullptr, never);
    } while (*taken < 0 && errno == EINTR);
    return *taken < 0 ? errno : 0;
}

BREAKWIRE_INTERPOSED int sigwaitinfo(const sigset_t* set, siginfo_t* about) {
    if (owner() == nullptr) return next_sigwaitinfo(set, about);
    return await_signal(set, about, never);
}

BREAKWIRE_INTERPOSED int sigtimedwait(const sigset_t* set, siginfo_t* about,
                                      const timespec* timeout) {
    if (owner() == nullptr) return next_sigtimedwait(set, about, timeout);
    if (timeout != nullptr && !is_valid(*timeout)) return told(-EINVAL);
    return await_signal(set, about, from_now(timeout));
}
