#pragma once

#include <sys/socket.h>

#include "harness/timeshim/shim/endpoint.hpp"

/// Taking the place of a TCP socket.
namespace breakwire::timeshim {

/// Whether TCP sockets of this process belong to the simulated world. On a thread that cannot ask
/// the leader this ends the process: real TCP would be a way out of that world. To be asked only
/// for what is TCP.
bool is_simulated();

/// Whether the program made `descriptor` as a TCP socket (perhaps disguised since). Its family.
bool is_tcp(int descriptor, sa_family_t& family);

/// Where `descriptor`, a TCP socket, is bound.
Endpoint bound_to(int descriptor);

/// Makes `descriptor` what `replacement` is, which is closed. O_NONBLOCK, FD_CLOEXEC, timeouts,
/// lingering and membership in epoll sets stay as they were.
void replace(int descriptor, int replacement);

/// Empties the descriptor's entry in the block for a new connection. If it still tells of an older
/// one that was closed since the last report, the leader sees that first.
void make_place(int descriptor);

void set_no_delay(int descriptor);

}  // namespace breakwire::timeshim
