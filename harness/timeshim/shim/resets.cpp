#include "harness/timeshim/shim/resets.hpp"

#include <errno.h>
#include <sys/socket.h>

#include "harness/timeshim/shim/descriptors.hpp"
#include "harness/timeshim/shim/raw.hpp"

namespace breakwire::timeshim {

int make_ready_for_reset(std::uint32_t connection) {
    const int descriptor = descriptor_of(connection);
    if (descriptor < 0) return -1;
    const char octet = 0;
    const long sent =
        raw::call(SYS_sendto, descriptor, &octet, 1, MSG_DONTWAIT | MSG_NOSIGNAL, nullptr, 0);
    // A full buffer is as good: it holds what the leader has not read. After shutdown() there is no
    // way to write, and the reset is told to whoever reads.
    if (sent != 1 && sent != -EAGAIN) disguise_of(descriptor)->reset_due = true;
    return descriptor;
}

}  // namespace breakwire::timeshim
