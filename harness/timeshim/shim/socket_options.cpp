#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#include <algorithm>

#include "harness/timeshim/shim/descriptors.hpp"
#include "harness/timeshim/shim/interpose.hpp"
#include "harness/timeshim/shim/socket_errors.hpp"

namespace breakwire::timeshim {
namespace {

/// The disguise if the kernel holds another kind of socket there: not before listen() or connect().
const Disguise* replaced(int descriptor) {
    const Disguise* disguise = disguised(descriptor);
    const bool is_real = disguise == nullptr || disguise->role == Disguise::Role::bound;
    return is_real ? nullptr : disguise;
}

/// Options below the socket, such as TCP_NODELAY, which a pair of AF_UNIX sockets does not have.
bool is_of_tcp(int level) {
    return level == IPPROTO_TCP || level == IPPROTO_IP || level == IPPROTO_IPV6;
}

/// What a TCP socket says of itself. Returns false for what the kernel's socket can say as well.
bool answer(int descriptor, const Disguise& disguise, int level, int name, int& value) {
    value = 0;
    if (is_of_tcp(level)) return true;
    if (level != SOL_SOCKET) return false;
    switch (name) {
        case SO_ERROR:
            value = take_error(descriptor);
            return true;
        case SO_TYPE:
            value = SOCK_STREAM;
            return true;
        case SO_DOMAIN:
            value = disguise.family;
            return true;
        case SO_PROTOCOL:
            value = IPPROTO_TCP;
            return true;
        case SO_ACCEPTCONN:
            value = disguise.role == Disguise::Role::listener ? 1 : 0;
            return true;
        default:
            return false;
    }
}

constinit Next<int(int, int, int, void*, socklen_t*)> next_getsockopt("getsockopt");
constinit Next<int(int, int, int, const void*, socklen_t)> next_setsockopt("setsockopt");

}  // namespace
}  // namespace breakwire::timeshim

using namespace breakwire::timeshim;

BREAKWIRE_INTERPOSED int getsockopt(int descriptor, int level, int name, void* value,
                                    socklen_t* size) noexcept {
    const Disguise* disguise = replaced(descriptor);
    int result = 0;
    if (disguise == nullptr || !answer(descriptor, *disguise, level, name, result)) {
        return next_getsockopt(descriptor, level, name, value, size);
    }
    *size = std::min<socklen_t>(*size, sizeof result);
    memcpy(value, &result, *size);
    return 0;
}

BREAKWIRE_INTERPOSED int setsockopt(int descriptor, int level, int name, const void* value,
                                    socklen_t size) noexcept {
    if (replaced(descriptor) != nullptr && is_of_tcp(level)) return 0;
    return next_setsockopt(descriptor, level, name, value, size);
}
