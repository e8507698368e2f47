#include <sys/select.h>

#include "harness/timeshim/shim/instants.hpp"
#include "harness/timeshim/shim/interpose.hpp"
#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/raw.hpp"
#include "harness/timeshim/shim/turn.hpp"

namespace breakwire::timeshim {
namespace {

/// One of the three sets of select(): the kernel overwrites what is asked by what it found, so each
/// look starts from a copy.
struct AskedSet {
    explicit AskedSet(fd_set* set) : set_(set) {
        if (set != nullptr) asked_ = *set;
    }
    void restore() const {
        if (set_ != nullptr) *set_ = asked_;
    }

private:
    fd_set* set_;
    fd_set asked_{};
};

long select_until(int count, fd_set* read, fd_set* write, fd_set* special, std::uint64_t wake,
                  const sigset_t* mask) {
    const AskedSet sets[] = {AskedSet(read), AskedSet(write), AskedSet(special)};
    const auto look = [&] {
        for (const AskedSet& set : sets) set.restore();
        __kernel_timespec zero = raw::no_time;
        return raw::call(SYS_pselect6, count, read, write, special, &zero, nullptr);
    };
    return wait_for(look, wake, {.mask = reinterpret_cast<const SignalSet*>(mask)});
}

constinit Next<int(int, fd_set*, fd_set*, fd_set*, timeval*)> next_select("select");
constinit Next<int(int, fd_set*, fd_set*, fd_set*, const timespec*, const sigset_t*)> next_pselect(
    "pselect");

}  // namespace
}  // namespace breakwire::timeshim

using namespace breakwire::timeshim;

/// As Linux does, leaves in `timeout` what is left of it.
BREAKWIRE_INTERPOSED int select(int count, fd_set* read, fd_set* write, fd_set* special,
                                timeval* timeout) {
    if (owner() == nullptr) return next_select(count, read, write, special, timeout);
    if (timeout == nullptr) {
        return told(
            select_until(count, read, write, special, breakwire::sim::lockstep::never, nullptr));
    }
    if (timeout->tv_sec < 0 || timeout->tv_usec < 0) return told(-EINVAL);
    const std::uint64_t wake = from_now(nanoseconds(*timeout));
    const long result = select_until(count, read, write, special, wake, nullptr);
    *timeout = to_timeval(left_until(wake));
    return told(result);
}

BREAKWIRE_INTERPOSED int pselect(int count, fd_set* read, fd_set* write, fd_set* special,
                                 const timespec* timeout, const sigset_t* mask) {
    if (owner() == nullptr) return next_pselect(count, read, write, special, timeout, mask);
    if (timeout != nullptr && !is_valid(*timeout)) return told(-EINVAL);
    return told(select_until(count, read, write, special, from_now(timeout), mask));
}
