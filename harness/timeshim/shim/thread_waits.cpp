#include <pthread.h>
#include <semaphore.h>
#include <time.h>

#include "harness/timeshim/shim/instants.hpp"
#include "harness/timeshim/shim/interpose.hpp"
#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/threads.hpp"
#include "harness/timeshim/shim/turn.hpp"

/// Waits of the main thread for another one, with a deadline. Other threads run in real time, so
/// before simulated time passes all of them must sleep.
namespace breakwire::timeshim {
namespace {

/// The clock that a condition variable was made with: glibc's mark for CLOCK_MONOTONIC.
clockid_t clock_of(const pthread_cond_t& condition) {
    constexpr unsigned monotonic_mark = 2;
    const bool monotonic = (condition.__data.__wrefs & monotonic_mark) != 0;
    return monotonic ? CLOCK_MONOTONIC : CLOCK_REALTIME;
}

/// Returns 0 as soon as anything may have happened that the program waits for: POSIX allows to wake
/// without a signal, so programs look again. Nothing is missed: what they looked at was guarded by
/// `mutex` until here.
int await_condition(pthread_mutex_t* mutex, std::uint64_t wake) {
    const std::uint64_t before = outside_events();
    const auto look = [&]() -> long { return outside_events() != before ? 1 : 0; };
    pthread_mutex_unlock(mutex);
    wait_for(look, wake, {.settles = true});
    settle_threads();
    pthread_mutex_lock(mutex);
    return now() >= wake ? ETIMEDOUT : 0;
}

int await_semaphore(sem_t* semaphore, std::uint64_t wake) {
    const auto look = [&]() -> long { return sem_trywait(semaphore) == 0 ? 1 : 0; };
    const long seen = wait_for(look, wake, {.settles = true});
    if (seen > 0) return 0;
    return told(seen == 0 ? -ETIMEDOUT : seen);
}

constinit Next<int(pthread_cond_t*, pthread_mutex_t*, const timespec*)> next_cond_timedwait(
    "pthread_cond_timedwait");
constinit Next<int(pthread_cond_t*, pthread_mutex_t*, clockid_t, const timespec*)>
    next_cond_clockwait("pthread_cond_clockwait");
constinit Next<int(sem_t*, const timespec*)> next_sem_timedwait("sem_timedwait");
constinit Next<int(sem_t*, clockid_t, const timespec*)> next_sem_clockwait("sem_clockwait");

}  // namespace
}  // namespace breakwire::timeshim

using namespace breakwire::timeshim;

BREAKWIRE_INTERPOSED int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                                                const timespec* deadline) {
    if (owner() == nullptr) return next_cond_timedwait(condition, mutex, deadline);
    if (!is_valid(*deadline)) return EINVAL;
    return await_condition(mutex, instant_at(clock_of(*condition), *deadline));
}

BREAKWIRE_INTERPOSED int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                                                clockid_t clock, const timespec* deadline) {
    if (owner() == nullptr) return next_cond_clockwait(condition, mutex, clock, deadline);
    if (!is_valid(*deadline)) return EINVAL;
    return await_condition(mutex, instant_at(clock, *deadline));
}

BREAKWIRE_INTERPOSED int sem_timedwait(sem_t* semaphore, const timespec* deadline) {
    if (owner() == nullptr) return next_sem_timedwait(semaphore, deadline);
    if (!is_valid(*deadline)) return told(-EINVAL);
    return await_semaphore(semaphore, instant_at(CLOCK_REALTIME, *deadline));
}

BREAKWIRE_INTERPOSED int sem_clockwait(sem_t* semaphore, clockid_t clock,
                                       const timespec* deadline) {
    if (owner() == nullptr) return next_sem_clockwait(semaphore, clock, deadline);
    if (!is_valid(*deadline)) return told(-EINVAL);
    return await_semaphore(semaphore, instant_at(clock, *deadline));
}
