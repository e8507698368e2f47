#include "harness/timeshim/shim/promises.hpp"

#include <sys/ioctl.h>

#include "harness/timeshim/shim/descriptors.hpp"
#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/raw.hpp"

namespace breakwire::timeshim {
namespace {

using sim::lockstep::descriptors_max;
using sim::lockstep::Grant;
using sim::lockstep::Promise;

constexpr long looks_before_yielding = 200;
/// Some seconds.
constexpr long looks_max = 5'000'000;

bool connection_waits() {
    for (std::uint32_t at = 0; at < descriptors_max; ++at) {
        const auto descriptor = static_cast<int>(at);
        if (disguise_of(descriptor)->role != Disguise::Role::listener) continue;
        if (raw::shows(descriptor, POLLIN)) return true;
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
    for (long look = 0; !is_kept(grant); ++look) {
        if (look > looks_before_yielding) raw::call(SYS_sched_yield);
        if (look > looks_max) cannot_lead("what the leader sent never arrived");
    }
}

}  // namespace breakwire::timeshim
