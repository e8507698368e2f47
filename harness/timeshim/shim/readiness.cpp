#include "harness/timeshim/shim/readiness.hpp"

#include <poll.h>
#include <sys/epoll.h>

#include "harness/timeshim/shim/instants.hpp"
#include "harness/timeshim/shim/interpose.hpp"
#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/raw.hpp"
#include "harness/timeshim/shim/turn.hpp"

namespace breakwire::timeshim {
namespace {

/// glibc's set as the kernel takes it: its first 64 bits. nullptr stays that.
const SignalSet* kernel_set(const sigset_t* set) { return reinterpret_cast<const SignalSet*>(set); }

int epoll_until(int epoll, epoll_event* events, int events_max, std::uint64_t wake,
                const sigset_t* mask) {
    const auto look = [&] {
        return raw::call(SYS_epoll_pwait, epoll, events, events_max, 0, nullptr, 0);
    };
    return told(wait_for(look, wake, {.mask = kernel_set(mask)}));
}

int poll_until(pollfd* descriptors, nfds_t count, std::uint64_t wake, const sigset_t* mask) {
    const auto look = [&] { return raw::poll_now(descriptors, count); };
    return told(wait_for(look, wake, {.mask = kernel_set(mask)}));
}

/// For threads that do not own time: what is left until `wake` passes on the wall.
long wait_really(int descriptor, short events, std::uint64_t wake) {
    timespec left = to_timespec(left_until(wake));
    pollfd one{descriptor, events, 0};
    return raw::call(SYS_ppoll, &one, 1, wake == sim::lockstep::never ? nullptr : &left, nullptr,
                     0);
}

constinit Next<int(int, epoll_event*, int, int)> next_epoll_wait("epoll_wait");
constinit Next<int(int, epoll_event*, int, int, const sigset_t*)> next_epoll_pwait("epoll_pwait");
constinit Next<int(int, epoll_event*, int, const timespec*, const sigset_t*)> next_epoll_pwait2(
    "epoll_pwait2");
constinit Next<int(pollfd*, nfds_t, int)> next_poll("poll");
constinit Next<int(pollfd*, nfds_t, const timespec*, const sigset_t*)> next_ppoll("ppoll");

}  // namespace

long wait_until_shows(int descriptor, short events, std::uint64_t wake) {
    if (owner() == nullptr) return wait_really(descriptor, events, wake);
    const auto look = [&]() -> long { return raw::shows(descriptor, events) ? 1 : 0; };
    return wait_for(look, wake, {.restarts = true});
}

}  // namespace breakwire::timeshim

using namespace breakwire::timeshim;

BREAKWIRE_INTERPOSED int epoll_wait(int epoll, epoll_event* events, int events_max, int timeout) {
    if (owner() == nullptr) return next_epoll_wait(epoll, events, events_max, timeout);
    return epoll_until(epoll, events, events_max, from_now_ms(timeout), nullptr);
}

BREAKWIRE_INTERPOSED int epoll_pwait(int epoll, epoll_event* events, int events_max, int timeout,
                                     const sigset_t* mask) {
    if (owner() == nullptr) return next_epoll_pwait(epoll, events, events_max, timeout, mask);
    return epoll_until(epoll, events, events_max, from_now_ms(timeout), mask);
}

BREAKWIRE_INTERPOSED int epoll_pwait2(int epoll, epoll_event* events, int events_max,
                                      const timespec* timeout, const sigset_t* mask) {
    if (owner() == nullptr) return next_epoll_pwait2(epoll, events, events_max, timeout, mask);
    if (timeout != nullptr && !is_valid(*timeout)) return told(-EINVAL);
    return epoll_until(epoll, events, events_max, from_now(timeout), mask);
}

BREAKWIRE_INTERPOSED int poll(pollfd* descriptors, nfds_t count, int timeout) {
    if (owner() == nullptr) return next_poll(descriptors, count, timeout);
    return poll_until(descriptors, count, from_now_ms(timeout), nullptr);
}

BREAKWIRE_INTERPOSED int ppoll(pollfd* descriptors, nfds_t count, const timespec* timeout,
                               const sigset_t* mask) {
    if (owner() == nullptr) return next_ppoll(descriptors, count, timeout, mask);
    if (timeout != nullptr && !is_valid(*timeout)) return told(-EINVAL);
    return poll_until(descriptors, count, from_now(timeout), mask);
}

// What programs call instead if they are compiled with _FORTIFY_SOURCE; the last argument is the
// size of the array.
BREAKWIRE_INTERPOSED int poll_checked(pollfd*, nfds_t, int, size_t) __asm__("__poll_chk");
BREAKWIRE_INTERPOSED int ppoll_checked(pollfd*, nfds_t, const timespec*, const sigset_t*,
                                       size_t) __asm__("__ppoll_chk");

int poll_checked(pollfd* descriptors, nfds_t count, int timeout, size_t) {
    return poll(descriptors, count, timeout);
}

int ppoll_checked(pollfd* descriptors, nfds_t count, const timespec* timeout, const sigset_t* mask,
                  size_t) {
    return ppoll(descriptors, count, timeout, mask);
}
