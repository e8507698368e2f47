#include "harness/timeshim/shim/closing.hpp"

#include <linux/close_range.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "harness/timeshim/shim/descriptors.hpp"
#include "harness/timeshim/shim/epoll_sets.hpp"
#include "harness/timeshim/shim/interpose.hpp"
#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/raw.hpp"
#include "harness/timeshim/shim/timerfd.hpp"

namespace breakwire::timeshim {
namespace {

/// Linux's TCP sends RST instead of FIN if the program has asked not to linger, and if it has not
/// read all that came (RFC 2525 section 2.17).
bool closes_with_reset(int descriptor) {
    linger option{};
    socklen_t size = sizeof option;
    raw::call(SYS_getsockopt, descriptor, SOL_SOCKET, SO_LINGER, &option, &size);
    int unread = 0;
    raw::call(SYS_ioctl, descriptor, FIONREAD, &unread);
    return (option.l_onoff != 0 && option.l_linger == 0) || unread > 0;
}

constinit Next<int(int)> next_close("close");
constinit Next<int(unsigned, unsigned, int)> next_close_range("close_range");
constinit Next<int(int, int)> next_dup2("dup2");
constinit Next<int(int, int, int)> next_dup3("dup3");
constinit Next<int(int, int)> next_shutdown("shutdown");

/// Closes all from `first` to `last` except ours, which lie side by side or alone.
int close_between(unsigned first, unsigned last, int flags) {
    int result = 0;
    for (unsigned at = first; at <= last && result == 0;) {
        if (is_ours(static_cast<int>(at))) {
            ++at;
            continue;
        }
        const unsigned next = next_of_ours(at);
        const unsigned end = std::min(last, next - 1);
        result = next_close_range(at, end, flags);
        if (end == ~0u) break;
        at = end + 1;
    }
    return result;
}

}  // namespace

void about_to_close(int descriptor) {
    if (led() == nullptr) return;
    if (Descriptor* entry = tracked(descriptor)) {
        if (closes_with_reset(descriptor)) entry->aborted = 1;
    }
    end_tracking(descriptor);
    end_timerfd(descriptor);
    forget_epoll_set(descriptor);
}

}  // namespace breakwire::timeshim

using namespace breakwire::timeshim;

BREAKWIRE_INTERPOSED int close(int descriptor) {
    if (is_ours(descriptor)) return told(-EBADF);
    about_to_close(descriptor);
    return next_close(descriptor);
}

BREAKWIRE_INTERPOSED int close_range(unsigned first, unsigned last, int flags) noexcept {
    const bool closes = (static_cast<unsigned>(flags) & CLOSE_RANGE_CLOEXEC) == 0;
    if (led() == nullptr || !closes || first > last) return next_close_range(first, last, flags);
    const unsigned known = std::min(last, breakwire::sim::lockstep::descriptors_max - 1);
    for (unsigned at = first; at <= known; ++at) {
        if (!is_ours(static_cast<int>(at))) about_to_close(static_cast<int>(at));
    }
    return close_between(first, last, flags);
}

BREAKWIRE_INTERPOSED void closefrom(int first) noexcept {
    close_range(static_cast<unsigned>(std::max(first, 0)), ~0u, 0);
}

BREAKWIRE_INTERPOSED int dup2(int from, int to) noexcept {
    if (led() != nullptr && from != to) {
        make_way(to);
        about_to_close(to);
    }
    return next_dup2(from, to);
}

BREAKWIRE_INTERPOSED int dup3(int from, int to, int flags) noexcept {
    if (led() != nullptr && from != to) {
        make_way(to);
        about_to_close(to);
    }
    return next_dup3(from, to, flags);
}

BREAKWIRE_INTERPOSED int shutdown(int descriptor, int how) noexcept {
    const int result = next_shutdown(descriptor, how);
    Descriptor* entry = tracked(descriptor);
    if (result == 0 && entry != nullptr && how != SHUT_RD) {
        entry->finished = 1;
        touch(descriptor);
    }
    return result;
}
