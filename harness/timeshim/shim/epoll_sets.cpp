#include "harness/timeshim/shim/epoll_sets.hpp"

#include <sys/epoll.h>

#include "harness/timeshim/shim/interpose.hpp"
#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/raw.hpp"

namespace breakwire::timeshim {
namespace {

using sim::lockstep::descriptors_max;

/// The set that a descriptor was last put into. Programs have one, as a rule.
struct Membership {
    bool held;
    int epoll;
    epoll_event event;
};
constinit Membership memberships[descriptors_max] = {};

Membership* membership_of(int descriptor) {
    const bool in_range =
        descriptor >= 0 && static_cast<std::uint32_t>(descriptor) < descriptors_max;
    return in_range && led() != nullptr ? &memberships[descriptor] : nullptr;
}

constinit Next<int(int, int, int, epoll_event*)> next_epoll_ctl("epoll_ctl");

}  // namespace

void join_epoll_sets_again(int descriptor) {
    Membership* membership = membership_of(descriptor);
    if (membership == nullptr || !membership->held) return;
    // The set may be gone by now, which is as well.
    raw::call(SYS_epoll_ctl, membership->epoll, EPOLL_CTL_ADD, descriptor, &membership->event);
}

void forget_epoll_set(int descriptor) {
    if (Membership* membership = membership_of(descriptor)) membership->held = false;
}

}  // namespace breakwire::timeshim

using namespace breakwire::timeshim;

BREAKWIRE_INTERPOSED int epoll_ctl(int epoll, int operation, int descriptor,
                                   epoll_event* event) noexcept {
    const int result = next_epoll_ctl(epoll, operation, descriptor, event);
    Membership* membership = membership_of(descriptor);
    if (result != 0 || membership == nullptr) return result;
    if (operation == EPOLL_CTL_DEL) {
        membership->held = false;
    } else {
        *membership = {true, epoll, *event};
    }
    return result;
}
