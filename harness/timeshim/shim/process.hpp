#pragma once

#include <sys/types.h>

#include <cstddef>

#include "sim/io/lockstep_protocol.hpp"

/// The led process itself.
///
/// The shim takes the place of libc's functions for clocks, waits, sleeps, timers, randomness and
/// TCP and answers from the block that the process shares with its leader; all else stays real. To
/// the program simulated time stands still while it computes. What stays real, and is not
/// repeatable if the program's doings depend on it:
/// - other threads' waits, and the main thread's waits for them without a deadline;
/// - child processes, pipes, files, UDP, sockets of AF_UNIX, and getaddrinfo() itself;
/// - /dev/urandom, AT_RANDOM, and the times of files.
/// What a program does to its TCP sockets past these functions is not seen, so look-ahead may hide
/// it: stdio on a socket, copies made by dup(), sendfile(), splice(), sendmmsg(), recvmmsg().
namespace breakwire::timeshim {

using sim::lockstep::Block;

/// The block shared with the leader, or nullptr: in a program started without one, and in forked
/// children, the shim passes everything on.
Block* led();

/// The same, but nullptr on every thread except the main one: it alone owns virtual time and takes
/// turns. Waits of other threads are real.
Block* owner();

pid_t main_thread();

/// This process's end of the control channel.
int control();

/// Descriptors that the program does not know of and must not close.
bool is_ours(int descriptor);

/// The lowest of them that is not below `number`, or the highest number there is.
unsigned next_of_ours(unsigned number);

/// Moves them if one is at `descriptor`, which the program is about to use.
void make_way(int descriptor);

/// Whether they stay open when the process executes another program.
void keep_on_exec(bool on);

/// Writes the two entries of an environment that name them, "NAME=number".
void name_ours(char* block_entry, char* control_entry, std::size_t size);

/// Ends the process with `exit_cannot_lead` after saying `why` on standard error.
[[noreturn]] void cannot_lead(const char* why);

/// Ends the process with `exit_leader_gone`, without destructors: they could wait for the leader.
[[noreturn]] void leader_gone();

}  // namespace breakwire::timeshim
