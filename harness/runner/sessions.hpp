#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>

/// Ending processes that somebody else started. Each worker leads a session of its own (setsid),
/// so whatever it started is found by the session, whichever process groups it made within.
namespace breakwire::harness {

/// Kills every process of the session but the caller and waits until they are gone, new ones
/// included. Gives up on what does not die within two seconds (a process the kernel holds).
void kill_session(pid_t session);

/// The same for every process whose working directory is `folder` or inside it: how brokers of a
/// run that died with its guardian are found.
void kill_processes_in(const std::filesystem::path& folder);

}  // namespace breakwire::harness
