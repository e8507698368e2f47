#include "harness/timeshim/shim/connections.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/time.h>

#include "harness/timeshim/shim/descriptors.hpp"
#include "harness/timeshim/shim/epoll_sets.hpp"
#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/raw.hpp"
#include "harness/timeshim/shim/turn.hpp"

namespace breakwire::timeshim {
namespace {

int option(int descriptor, int name) {
    int value = -1;
    socklen_t size = sizeof value;
    raw::call(SYS_getsockopt, descriptor, SOL_SOCKET, name, &value, &size);
    return value;
}

/// Takes over an option that both kinds of socket have.
void copy_option(int from, int to, int name) {
    char value[sizeof(timeval)];
    socklen_t size = sizeof value;
    if (raw::call(SYS_getsockopt, from, SOL_SOCKET, name, value, &size) != 0) return;
    raw::call(SYS_setsockopt, to, SOL_SOCKET, name, value, size);
}

}  // namespace

bool is_simulated() {
    if (led() == nullptr || led()->real_tcp != 0) return false;
    if (owner() == nullptr) cannot_lead("a thread other than the main one uses TCP of its own");
    return true;
}

bool is_tcp(int descriptor, sa_family_t& family) {
    if (const Disguise* disguise = disguised(descriptor)) {
        family = disguise->family;
        return true;
    }
    const int domain = option(descriptor, SO_DOMAIN);
    family = static_cast<sa_family_t>(domain);
    return (domain == AF_INET || domain == AF_INET6) && option(descriptor, SO_TYPE) == SOCK_STREAM;
}

Endpoint bound_to(int descriptor) {
    if (const Disguise* disguise = disguised(descriptor)) return disguise->self;
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    Endpoint endpoint{};
    if (raw::call(SYS_getsockname, descriptor, &address, &size) == 0) {
        read_endpoint(reinterpret_cast<const sockaddr*>(&address), size, endpoint);
    }
    return endpoint;
}

void replace(int descriptor, int replacement) {
    for (const int name : {SO_LINGER, SO_RCVTIMEO, SO_SNDTIMEO}) {
        copy_option(descriptor, replacement, name);
    }
    const long status = raw::call(SYS_fcntl, descriptor, F_GETFL);
    const long flags = raw::call(SYS_fcntl, descriptor, F_GETFD);
    const int close_on_exec = (flags & FD_CLOEXEC) != 0 ? O_CLOEXEC : 0;
    raw::call(SYS_dup3, replacement, descriptor, close_on_exec);
    raw::call(SYS_close, replacement);
    raw::call(SYS_fcntl, descriptor, F_SETFL, status & O_NONBLOCK);
    join_epoll_sets_again(descriptor);
}

void make_place(int descriptor) {
    if (is_unseen(descriptor) && owner() != nullptr) show_leader();
    clear_entry(descriptor);
}

void set_no_delay(int descriptor) {
    const int on = 1;
    raw::call(SYS_setsockopt, descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

}  // namespace breakwire::timeshim
