#include "harness/timeshim/shim/promises.hpp"

#include <sys/ioctl.h>
#include <time.h>

#include "harness/timeshim/shim/descriptors.hpp"
#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/raw.hpp"

namespace breakwire::timeshim {
namespace {

using sim::lockstep::Grant;
using sim::lockstep::Promise;

/// Usually the first look is enough.
constexpr long looks_before_yielding = 200;
constexpr long patience_s = 2;

long real_seconds() {
    timespec now{};
    raw::call(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

bool connection_waits() {
    for (int at = 0; at <= highest_used(); ++at) {
        const bool listens = disguise_of(at)->role == Disguise::Role::listener;
        if (listens && raw::shows(at, POLLIN)) return true;
    }
    return false;
}

bool has_come(int descriptor, std::uint64_t total) {
    int unread = 0;
    raw::call(SYS_ioctl, descriptor, FIONREAD, &unread);
    const Descriptor* entry = tracked(descriptor);
    return entry->received + static_cast<std::uint64_t>(unread) >= total ||
           raw::shows(descriptor, POLLRDHUP);
}

bool is_kept(const Grant& grant) {
    if (grant.promise == Promise::connection) return connection_waits();
    const int descriptor = descriptor_of(grant.connection);
    // Not accepted yet, or closed since: there is nothing to look at.
    if (descriptor < 0) return true;
    if (grant.promise == Promise::octets) return has_come(descriptor, grant.total);
    return raw::shows(descriptor, POLLRDHUP);
}

}  // namespace

void await_promise(const Grant& grant) {
    if (grant.promise == Promise::none) return;
    const long start = real_seconds();
    for (long look = 0; !is_kept(grant); ++look) {
        if (look < looks_before_yielding) continue;
        raw::call(SYS_sched_yield);
        if (real_seconds() > start + patience_s) cannot_lead("what the leader sent never arrived");
    }
}

}  // namespace breakwire::timeshim
