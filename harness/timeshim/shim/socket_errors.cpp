#include "harness/timeshim/shim/socket_errors.hpp"

#include <errno.h>
#include <sys/socket.h>

#include <utility>

#include "harness/timeshim/shim/descriptors.hpp"
#include "harness/timeshim/shim/raw.hpp"

namespace breakwire::timeshim {

int take_connect_error(int descriptor) {
    Descriptor* entry = tracked(descriptor);
    if (entry == nullptr || entry->error == 0) return 0;
    disguise_of(descriptor)->failed = true;
    return std::exchange(entry->error, 0);
}

long true_to_tcp(int descriptor, long result) {
    if (result == -ECONNRESET || result == -EPIPE) {
        const int reason = take_connect_error(descriptor);
        return reason != 0 ? -reason : result;
    }
    Disguise* disguise = disguised(descriptor);
    const bool reset = result == 0 && disguise != nullptr && disguise->reset_due;
    if (!reset) return result;
    disguise->reset_due = false;
    return -ECONNRESET;
}

int take_error(int descriptor) {
    // Asked in any case: the kernel's error is told once as well.
    int error = 0;
    socklen_t size = sizeof error;
    raw::call(SYS_getsockopt, descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
    const int reason = take_connect_error(descriptor);
    return reason != 0 ? reason : error;
}

}  // namespace breakwire::timeshim
