#include "harness/timeshim/shim/blocking.hpp"

#include <fcntl.h>
#include <sys/socket.h>

#include "harness/timeshim/shim/instants.hpp"
#include "harness/timeshim/shim/raw.hpp"

namespace breakwire::timeshim {

bool blocks(int descriptor, int flags) {
    return (flags & MSG_DONTWAIT) == 0 &&
           (raw::call(SYS_fcntl, descriptor, F_GETFL) & O_NONBLOCK) == 0;
}

std::uint64_t wake_of(int descriptor, int option) {
    timeval timeout{};
    socklen_t size = sizeof timeout;
    const long result = raw::call(SYS_getsockopt, descriptor, SOL_SOCKET, option, &timeout, &size);
    const std::uint64_t limit = nanoseconds(timeout);
    return result != 0 || limit == 0 ? sim::lockstep::never : from_now(limit);
}

}  // namespace breakwire::timeshim
