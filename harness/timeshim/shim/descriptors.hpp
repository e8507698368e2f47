#pragma once

#include <sys/socket.h>

#include <cstdint>

#include "harness/timeshim/shim/endpoint.hpp"
#include "sim/io/lockstep_protocol.hpp"

/// What the shim knows of the program's sockets, by descriptor.
///
/// Counters and the list of what was touched are safe on any thread and in signal handlers.
namespace breakwire::timeshim {

using sim::lockstep::Descriptor;

/// What a program takes for a TCP socket while the shim keeps it in the simulated world.
struct Disguise {
    enum class Role : std::uint8_t { none, bound, listener, stream };
    Role role = Role::none;
    /// An RST could not be made true in the kernel: reading ends with ECONNRESET.
    bool reset_due = false;
    /// It was to be connected and was not, of which the program knows.
    bool failed = false;
    sa_family_t family = AF_UNSPEC;
    Endpoint self{};
    Endpoint peer{};
};

/// The connection at `descriptor`, or nullptr if there is none or the process is not led.
Descriptor* tracked(int descriptor);

/// Makes the descriptor's entry in the block empty, for what comes next.
void clear_entry(int descriptor);
/// Whether something happened to `descriptor` that the leader has not been told of.
bool is_unseen(int descriptor);

/// A connection begins at `descriptor`, whose entry has been cleared.
void begin_tracking(int descriptor, std::uint32_t connection);

/// Called before `descriptor` is closed or becomes something else.
void end_tracking(int descriptor);

/// The same for all that are closed already.
void end_tracking_of_closed();

/// All connections and listeners are, or were, at this descriptor or below.
int highest_used();
void note_use(int descriptor);

/// The connection's descriptor, or -1.
int descriptor_of(std::uint32_t connection);

/// The leader will look at `descriptor` after the next report.
void touch(int descriptor);
bool anything_touched();
/// Puts what was touched into the block, in the order of descriptors.
void list_touched();
/// The leader has seen the list.
void clear_touched();

void count_received(int descriptor, long octets);
void count_sent(int descriptor, long octets);
void count_full_write(int descriptor);

/// Never nullptr for a descriptor in range; nullptr for the others.
Disguise* disguise_of(int descriptor);
/// The same, but nullptr unless the program takes the descriptor for a TCP socket that it is not,
/// or not one bound where the program thinks.
Disguise* disguised(int descriptor);

}  // namespace breakwire::timeshim
