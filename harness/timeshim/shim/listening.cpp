#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "harness/timeshim/shim/blocking.hpp"
#include "harness/timeshim/shim/channel.hpp"
#include "harness/timeshim/shim/connections.hpp"
#include "harness/timeshim/shim/descriptors.hpp"
#include "harness/timeshim/shim/interpose.hpp"
#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/raw.hpp"
#include "harness/timeshim/shim/readiness.hpp"
#include "harness/timeshim/shim/turn.hpp"

namespace breakwire::timeshim {
namespace {

using Role = Disguise::Role;
using sim::lockstep::Posted;
using sim::lockstep::Report;
using sim::lockstep::ReportKind;

/// From here on the kernel chooses ports (RFC 6335 section 6); here it is the shim, so that they
/// are the same each time.
constexpr std::uint16_t first_free_port = 49'152;
constinit std::uint16_t ports_chosen = 0;

std::uint16_t choose_port() { return static_cast<std::uint16_t>(first_free_port + ports_chosen++); }

/// In the simulated world addresses and ports are the leader's, not this machine's: it may refuse
/// them when the socket listens.
long bind_simulated(int descriptor, sa_family_t family, const sockaddr* address, socklen_t size) {
    Disguise* disguise = disguise_of(descriptor);
    if (disguise == nullptr) return -EMFILE;
    if (disguise->role != Role::none) return -EINVAL;
    Endpoint self{};
    if (!read_endpoint(address, size, self)) return -EADDRNOTAVAIL;
    if (self.port == 0) self.port = choose_port();
    *disguise = {.role = Role::bound, .family = family, .self = self};
    return 0;
}

long listen_simulated(int descriptor, sa_family_t family) {
    Disguise* disguise = disguise_of(descriptor);
    if (disguise == nullptr) return -EMFILE;
    if (disguise->role == Role::listener) return 0;  // a new backlog
    Report question{};
    question.kind = ReportKind::listening;
    question.descriptor = descriptor;
    Endpoint self = bound_to(descriptor);
    if (self.port == 0) self.port = choose_port();
    question.address = self.address;
    question.port = self.port;
    const Answer answer = ask(question);
    if (answer.grant.error != 0) return -answer.grant.error;
    if (answer.descriptor < 0) cannot_lead("no socket came from the leader to listen with");
    replace(descriptor, answer.descriptor);
    *disguise = {.role = Role::listener, .family = family, .self = self};
    return 0;
}

/// The descriptor that the next file gets, or a negative errno: then a posted connection must stay
/// where it is.
long next_descriptor() {
    const long next = raw::call(SYS_fcntl, control(), F_DUPFD_CLOEXEC, 0);
    if (next < 0) return next;
    raw::call(SYS_close, next);
    return next < sim::lockstep::descriptors_max ? next : -EMFILE;
}

void set_flags(int descriptor, int flags) {
    raw::call(SYS_fcntl, descriptor, F_SETFD, (flags & SOCK_CLOEXEC) != 0 ? FD_CLOEXEC : 0);
    raw::call(SYS_fcntl, descriptor, F_SETFL, (flags & SOCK_NONBLOCK) != 0 ? O_NONBLOCK : 0);
}

/// Takes the next connection from a listener of the simulated world, if there is one.
long take_posted(int listener, int flags) {
    const long next = next_descriptor();
    if (next < 0) return next;
    make_place(static_cast<int>(next));
    Posted posted{};
    int descriptor = -1;
    const long result = receive_message(listener, &posted, sizeof posted, MSG_DONTWAIT, descriptor);
    if (result == -EPIPE) cannot_lead("the leader has closed a listener");
    if (result < 0) return result;
    if (descriptor < 0) cannot_lead("no socket came from the leader with a connection");
    if (descriptor != next) make_place(descriptor);  // another thread has opened something
    set_flags(descriptor, flags);
    const Disguise& from = *disguise_of(listener);
    *disguise_of(descriptor) = {.role = Role::stream,
                                .family = from.family,
                                .self = from.self,
                                .peer = {posted.address, posted.port}};
    begin_tracking(descriptor, posted.connection);
    return descriptor;
}

/// accept() for the thread that takes turns: `take` takes what is there and does not wait.
template <typename Take>
long accept_waiting(int listener, Take take) {
    for (std::uint64_t wake = 0;;) {
        const long result = take();
        if (result != -EAGAIN || !blocks(listener, 0)) return result;
        if (wake == 0) wake = wake_of(listener, SO_RCVTIMEO);
        const long shown = wait_until_shows(listener, POLLIN, wake);
        if (shown <= 0) return shown == 0 ? -EAGAIN : shown;
    }
}

long accept_simulated(int listener, sockaddr* address, socklen_t* size, int flags) {
    const long result = accept_waiting(listener, [=] { return take_posted(listener, flags); });
    if (result < 0) return result;
    const Disguise& disguise = *disguise_of(static_cast<int>(result));
    write_endpoint(disguise.peer, disguise.family, address, size);
    return result;
}

constinit Next<int(int, const sockaddr*, socklen_t)> next_bind("bind");
constinit Next<int(int, int)> next_listen("listen");
constinit Next<int(int, sockaddr*, socklen_t*, int)> next_accept4("accept4");

/// Follows a connection that came over real TCP; its number is the port of whoever connected.
void track_accepted(int descriptor) {
    sa_family_t family = AF_UNSPEC;
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    Endpoint endpoint{};
    if (!is_tcp(descriptor, family)) return;
    raw::call(SYS_getpeername, descriptor, &peer, &size);
    if (!read_endpoint(reinterpret_cast<const sockaddr*>(&peer), size, endpoint)) return;
    set_no_delay(descriptor);
    make_place(descriptor);
    begin_tracking(descriptor, endpoint.port);
}

/// With real TCP the wait for a connection is simulated, and no more.
int accept_real(int listener, sockaddr* address, socklen_t* size, int flags) {
    const Disguise* disguise = disguise_of(listener);
    const bool known = disguise != nullptr && disguise->role == Role::listener;
    if (known && owner() != nullptr && blocks(listener, 0)) {
        const long shown = wait_until_shows(listener, POLLIN, wake_of(listener, SO_RCVTIMEO));
        if (shown <= 0) return told(shown == 0 ? -EAGAIN : shown);
    }
    const int descriptor = next_accept4(listener, address, size, flags);
    if (descriptor >= 0 && led() != nullptr && led()->real_tcp != 0) track_accepted(descriptor);
    return descriptor;
}

bool is_simulated_listener(int descriptor) {
    const Disguise* disguise = disguised(descriptor);
    return disguise != nullptr && disguise->role == Role::listener && led()->real_tcp == 0;
}

}  // namespace
}  // namespace breakwire::timeshim

using namespace breakwire::timeshim;

BREAKWIRE_INTERPOSED int bind(int descriptor, const sockaddr* address, socklen_t size) noexcept {
    sa_family_t family = AF_UNSPEC;
    const bool is_ours = led() != nullptr && is_tcp(descriptor, family) && is_simulated();
    if (!is_ours) return next_bind(descriptor, address, size);
    return told(bind_simulated(descriptor, family, address, size));
}

BREAKWIRE_INTERPOSED int listen(int descriptor, int backlog) noexcept {
    sa_family_t family = AF_UNSPEC;
    if (led() == nullptr || !is_tcp(descriptor, family)) return next_listen(descriptor, backlog);
    if (is_simulated()) return told(listen_simulated(descriptor, family));
    const int result = next_listen(descriptor, backlog);
    if (Disguise* disguise = disguise_of(descriptor); result == 0 && disguise != nullptr) {
        disguise->role = Role::listener;
        note_use(descriptor);
    }
    return result;
}

BREAKWIRE_INTERPOSED int accept4(int listener, sockaddr* address, socklen_t* size, int flags) {
    if (!is_simulated_listener(listener)) return accept_real(listener, address, size, flags);
    return told(accept_simulated(listener, address, size, flags));
}

BREAKWIRE_INTERPOSED int accept(int listener, sockaddr* address, socklen_t* size) {
    return accept4(listener, address, size, 0);
}
