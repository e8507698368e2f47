#include <stdlib.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "harness/timeshim/shim/blocking.hpp"
#include "harness/timeshim/shim/descriptors.hpp"
#include "harness/timeshim/shim/instants.hpp"
#include "harness/timeshim/shim/interpose.hpp"
#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/raw.hpp"
#include "harness/timeshim/shim/readiness.hpp"
#include "harness/timeshim/shim/socket_errors.hpp"
#include "harness/timeshim/shim/timerfd.hpp"

namespace breakwire::timeshim {
namespace {

/// Whether the shim reads `descriptor` itself: a connection, on the thread that takes turns.
bool is_received_here(int descriptor) {
    return tracked(descriptor) != nullptr && owner() != nullptr;
}

long counted(int descriptor, long result, int flags) {
    if ((flags & MSG_PEEK) == 0) count_received(descriptor, result);
    return result;
}

/// `attempt` reads what is there, without waiting, and returns what the kernel does.
template <typename Attempt>
long receive(int descriptor, int flags, Attempt attempt) {
    for (std::uint64_t wake = 0;;) {
        const long result = attempt(flags | MSG_DONTWAIT);
        if (result != -EAGAIN || !blocks(descriptor, flags)) {
            return counted(descriptor, true_to_tcp(descriptor, result), flags);
        }
        if (wake == 0) wake = wake_of(descriptor, SO_RCVTIMEO);
        const long shown = wait_until_shows(descriptor, POLLIN, wake);
        if (shown <= 0) return shown == 0 ? -EAGAIN : shown;
    }
}

long receive_some(int descriptor, void* buffer, size_t size, int flags, sockaddr* from,
                  socklen_t* from_size) {
    return receive(descriptor, flags, [=](int now) {
        return raw::call(SYS_recvfrom, descriptor, buffer, size, now, from, from_size);
    });
}

/// MSG_WAITALL on a socket that blocks: all of `size`, unless the stream ends or fails first.
long receive_all(int descriptor, char* buffer, size_t size, int flags) {
    size_t done = 0;
    while (done < size) {
        const long result =
            receive_some(descriptor, buffer + done, size - done, flags, nullptr, nullptr);
        if (result <= 0) return done > 0 ? static_cast<long>(done) : result;
        done += static_cast<size_t>(result);
    }
    return static_cast<long>(done);
}

long receive_from(int descriptor, void* buffer, size_t size, int flags, sockaddr* from,
                  socklen_t* from_size) {
    const bool all = (flags & MSG_WAITALL) != 0 && (flags & MSG_PEEK) == 0;
    if (all && blocks(descriptor, flags)) {
        return receive_all(descriptor, static_cast<char*>(buffer), size, flags & ~MSG_WAITALL);
    }
    return receive_some(descriptor, buffer, size, flags, from, from_size);
}

long receive_message(int descriptor, msghdr* message, int flags) {
    return receive(descriptor, flags,
                   [=](int now) { return raw::call(SYS_recvmsg, descriptor, message, now); });
}

/// A blocking read of a timerfd waits until the timer fires.
void await_timerfd(int descriptor) {
    if (owner() != nullptr && is_timerfd(descriptor) && blocks(descriptor, 0)) {
        wait_until_shows(descriptor, POLLIN, sim::lockstep::never);
    }
}

constinit Next<ssize_t(int, void*, size_t)> next_read("read");
constinit Next<ssize_t(int, const iovec*, int)> next_readv("readv");
constinit Next<ssize_t(int, void*, size_t, int)> next_recv("recv");
constinit Next<ssize_t(int, void*, size_t, int, sockaddr*, socklen_t*)> next_recvfrom("recvfrom");
constinit Next<ssize_t(int, msghdr*, int)> next_recvmsg("recvmsg");

}  // namespace
}  // namespace breakwire::timeshim

using namespace breakwire::timeshim;

BREAKWIRE_INTERPOSED ssize_t read(int descriptor, void* buffer, size_t size) {
    if (is_received_here(descriptor)) {
        return told<ssize_t>(receive_from(descriptor, buffer, size, 0, nullptr, nullptr));
    }
    await_timerfd(descriptor);
    return counted(descriptor, next_read(descriptor, buffer, size), 0);
}

BREAKWIRE_INTERPOSED ssize_t readv(int descriptor, const iovec* parts, int count) {
    if (!is_received_here(descriptor)) {
        return counted(descriptor, next_readv(descriptor, parts, count), 0);
    }
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(parts);
    message.msg_iovlen = static_cast<size_t>(count);
    return told<ssize_t>(receive_message(descriptor, &message, 0));
}

BREAKWIRE_INTERPOSED ssize_t recv(int descriptor, void* buffer, size_t size, int flags) {
    if (!is_received_here(descriptor)) {
        return counted(descriptor, next_recv(descriptor, buffer, size, flags), flags);
    }
    return told<ssize_t>(receive_from(descriptor, buffer, size, flags, nullptr, nullptr));
}

BREAKWIRE_INTERPOSED ssize_t recvfrom(int descriptor, void* buffer, size_t size, int flags,
                                      sockaddr* from, socklen_t* from_size) {
    if (!is_received_here(descriptor)) {
        const ssize_t result = next_recvfrom(descriptor, buffer, size, flags, from, from_size);
        return counted(descriptor, result, flags);
    }
    return told<ssize_t>(receive_from(descriptor, buffer, size, flags, from, from_size));
}

BREAKWIRE_INTERPOSED ssize_t recvmsg(int descriptor, msghdr* message, int flags) {
    if (!is_received_here(descriptor)) {
        return counted(descriptor, next_recvmsg(descriptor, message, flags), flags);
    }
    return told<ssize_t>(receive_message(descriptor, message, flags));
}

// What programs call instead if they are compiled with _FORTIFY_SOURCE; `room` is the size of the
// buffer, which is why it is checked here as well.
BREAKWIRE_INTERPOSED ssize_t read_checked(int, void*, size_t, size_t) __asm__("__read_chk");
BREAKWIRE_INTERPOSED ssize_t recv_checked(int, void*, size_t, size_t, int) __asm__("__recv_chk");
BREAKWIRE_INTERPOSED ssize_t recvfrom_checked(int, void*, size_t, size_t, int, sockaddr*,
                                              socklen_t*) __asm__("__recvfrom_chk");

ssize_t read_checked(int descriptor, void* buffer, size_t size, size_t room) {
    if (size > room) abort();
    return read(descriptor, buffer, size);
}

ssize_t recv_checked(int descriptor, void* buffer, size_t size, size_t room, int flags) {
    if (size > room) abort();
    return recv(descriptor, buffer, size, flags);
}

ssize_t recvfrom_checked(int descriptor, void* buffer, size_t size, size_t room, int flags,
                         sockaddr* from, socklen_t* from_size) {
    if (size > room) abort();
    return recvfrom(descriptor, buffer, size, flags, from, from_size);
}
