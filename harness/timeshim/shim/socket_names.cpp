#include <sys/socket.h>

#include "harness/timeshim/shim/descriptors.hpp"
#include "harness/timeshim/shim/interpose.hpp"

namespace breakwire::timeshim {
namespace {

bool is_connected(int descriptor, const Disguise& disguise) {
    const Descriptor* entry = tracked(descriptor);
    return disguise.role == Disguise::Role::stream && !disguise.failed && entry != nullptr &&
           entry->connecting == 0 && entry->error == 0;
}

constinit Next<int(int, sockaddr*, socklen_t*)> next_getsockname("getsockname");
constinit Next<int(int, sockaddr*, socklen_t*)> next_getpeername("getpeername");

}  // namespace
}  // namespace breakwire::timeshim

using namespace breakwire::timeshim;

BREAKWIRE_INTERPOSED int getsockname(int descriptor, sockaddr* address, socklen_t* size) noexcept {
    const Disguise* disguise = disguised(descriptor);
    if (disguise == nullptr) return next_getsockname(descriptor, address, size);
    write_endpoint(disguise->self, disguise->family, address, size);
    return 0;
}

BREAKWIRE_INTERPOSED int getpeername(int descriptor, sockaddr* address, socklen_t* size) noexcept {
    const Disguise* disguise = disguised(descriptor);
    if (disguise == nullptr) return next_getpeername(descriptor, address, size);
    if (!is_connected(descriptor, *disguise)) return told(-ENOTCONN);
    write_endpoint(disguise->peer, disguise->family, address, size);
    return 0;
}
