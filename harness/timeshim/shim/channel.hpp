#pragma once

#include "harness/timeshim/shim/turn.hpp"
#include "sim/io/lockstep_protocol.hpp"

/// Messages on SOCK_SEQPACKET sockets, the control channel first of all.
namespace breakwire::timeshim {

/// Sends a report to the leader. Without a leader the process ends.
void send(const sim::lockstep::Report& report);

/// Waits for the leader's next grant. Without a leader the process ends.
Answer receive();

/// Reads one message of exactly `size` octets and the descriptor that came with it (else -1), which
/// is closed on exec. Returns 0, the kernel's negative errno, or -EPIPE at the end of the stream.
/// Ends the process if the other side says something else.
long receive_message(int socket, void* message, unsigned long size, int flags, int& descriptor);

}  // namespace breakwire::timeshim
