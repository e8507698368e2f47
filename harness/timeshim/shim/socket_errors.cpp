#include "harness/timeshim/shim/socket_errors.hpp"

#include <errno.h>
#include <sys/socket.h>

#include <utility>

#include "harness/timeshim/shim/descriptors.hpp"
#include "harness/timeshim/shim/raw.hpp"

namespace breakwire::timeshim {

long true_to_tcp(int descriptor, long result) {
    const bool failed = result == -ECONNRESET || result == -EPIPE;
    if (result != 0 && !failed) return result;
    if (failed) {
        if (Descriptor* entry = tracked(descriptor); entry != nullptr && entry->error != 0) {
            return -std::exchange(entry->error, 0);
        }
    } else if (Disguise* disguise = disguised(descriptor);
               disguise != nullptr && std::exchange(disguise->reset_due, false)) {
        return -ECONNRESET;
    }
    return result;
}

int take_error(int descriptor) {
    int error = 0;
    socklen_t size = sizeof error;
    raw::call(SYS_getsockopt, descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
    if (Descriptor* entry = tracked(descriptor); entry != nullptr && entry->error != 0) {
        return std::exchange(entry->error, 0);
    }
    return error;
}

}  // namespace breakwire::timeshim
