#pragma once

#include <sys/types.h>

#include <cstddef>

#include "sim/io/lockstep_protocol.hpp"

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
