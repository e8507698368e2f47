#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "harness/timeshim/shim/blocking.hpp"
#include "harness/timeshim/shim/descriptors.hpp"
#include "harness/timeshim/shim/file_errors.hpp"
#include "harness/timeshim/shim/interpose.hpp"
#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/raw.hpp"
#include "harness/timeshim/shim/readiness.hpp"
#include "harness/timeshim/shim/socket_errors.hpp"

namespace breakwire::timeshim {
namespace {

/// Whether the shim writes to `descriptor` itself: a connection, on the thread that takes turns.
bool is_sent_here(int descriptor) { return tracked(descriptor) != nullptr && owner() != nullptr; }

/// Counts what libc's own function has written for another thread.
ssize_t counted(int descriptor, ssize_t result) {
    count_sent(descriptor, result);
    if (result < 0 && errno == EAGAIN) count_full_write(descriptor);
    return result;
}

/// Writes what there is room for. Room is made by the leader alone, so it must know of the lack.
long send_now(int descriptor, const msghdr& message, size_t size, int flags) {
    const long result = raw::call(SYS_sendmsg, descriptor, &message, flags | MSG_DONTWAIT);
    count_sent(descriptor, result);
    const bool full = result == -EAGAIN || (result >= 0 && static_cast<size_t>(result) < size);
    if (full) count_full_write(descriptor);
    return true_to_tcp(descriptor, result);
}

long send_part_now(int descriptor, const iovec& part, int flags) {
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(&part);
    message.msg_iovlen = 1;
    return send_now(descriptor, message, part.iov_len, flags);
}

/// Writes all of `part` to a socket that blocks. Returns how much went before an error, if any did.
long send_part(int descriptor, const iovec& part, int flags, std::uint64_t wake) {
    size_t done = 0;
    while (done < part.iov_len) {
        const iovec rest{static_cast<char*>(part.iov_base) + done, part.iov_len - done};
        long result = send_part_now(descriptor, rest, flags);
        if (result > 0) done += static_cast<size_t>(result);
        if (result == -EAGAIN) {
            result = wait_until_shows(descriptor, POLLOUT, wake);
            if (result == 0) result = -EAGAIN;
        }
        if (result < 0) return done > 0 ? static_cast<long>(done) : result;
    }
    return static_cast<long>(done);
}

long send_parts(int descriptor, const iovec* parts, size_t count, int flags) {
    const std::uint64_t wake = wake_of(descriptor, SO_SNDTIMEO);
    long done = 0;
    for (size_t at = 0; at < count; ++at) {
        const long result = send_part(descriptor, parts[at], flags, wake);
        if (result < 0) return done > 0 ? done : result;
        done += result;
        if (static_cast<size_t>(result) < parts[at].iov_len) break;
    }
    return done;
}

size_t size_of(const iovec* parts, size_t count) {
    size_t size = 0;
    for (size_t at = 0; at < count; ++at) size += parts[at].iov_len;
    return size;
}

ssize_t send(int descriptor, const iovec* parts, size_t count, int flags) {
    if (blocks(descriptor, flags))
        return told<ssize_t>(send_parts(descriptor, parts, count, flags));
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(parts);
    message.msg_iovlen = count;
    return told<ssize_t>(send_now(descriptor, message, size_of(parts, count), flags));
}

ssize_t send(int descriptor, const void* octets, size_t size, int flags) {
    const iovec part{const_cast<void*>(octets), size};
    return send(descriptor, &part, 1, flags);
}

constinit Next<ssize_t(int, const void*, size_t)> next_write("write");
constinit Next<ssize_t(int, const iovec*, int)> next_writev("writev");
constinit Next<ssize_t(int, const void*, size_t, int)> next_send("send");
constinit Next<ssize_t(int, const void*, size_t, int, const sockaddr*, socklen_t)> next_sendto(
    "sendto");
constinit Next<ssize_t(int, const msghdr*, int)> next_sendmsg("sendmsg");

}  // namespace
}  // namespace breakwire::timeshim

namespace shim = breakwire::timeshim;

BREAKWIRE_INTERPOSED ssize_t write(int descriptor, const void* octets, size_t size) {
    if (shim::is_sent_here(descriptor)) return shim::send(descriptor, octets, size, 0);
    if (const int error = shim::file_error(shim::FileOperation::write, descriptor)) {
        return shim::told<ssize_t>(-error);
    }
    return shim::counted(descriptor, shim::next_write(descriptor, octets, size));
}

BREAKWIRE_INTERPOSED ssize_t writev(int descriptor, const iovec* parts, int count) {
    if (shim::is_sent_here(descriptor)) {
        return shim::send(descriptor, parts, static_cast<size_t>(count), 0);
    }
    if (const int error = shim::file_error(shim::FileOperation::write, descriptor)) {
        return shim::told<ssize_t>(-error);
    }
    return shim::counted(descriptor, shim::next_writev(descriptor, parts, count));
}

BREAKWIRE_INTERPOSED ssize_t send(int descriptor, const void* octets, size_t size, int flags) {
    if (shim::is_sent_here(descriptor)) return shim::send(descriptor, octets, size, flags);
    return shim::counted(descriptor, shim::next_send(descriptor, octets, size, flags));
}

/// A stream that is connected takes no notice of the address.
BREAKWIRE_INTERPOSED ssize_t sendto(int descriptor, const void* octets, size_t size, int flags,
                                    const sockaddr* to, socklen_t to_size) {
    if (shim::is_sent_here(descriptor)) return shim::send(descriptor, octets, size, flags);
    return shim::counted(descriptor,
                         shim::next_sendto(descriptor, octets, size, flags, to, to_size));
}

BREAKWIRE_INTERPOSED ssize_t sendmsg(int descriptor, const msghdr* message, int flags) {
    if (shim::is_sent_here(descriptor)) {
        return shim::send(descriptor, message->msg_iov, message->msg_iovlen, flags);
    }
    return shim::counted(descriptor, shim::next_sendmsg(descriptor, message, flags));
}
