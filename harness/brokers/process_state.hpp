#pragma once

#include <sys/types.h>

namespace breakwire::harness {

/// Whether the kernel has stopped the process after a SIGSTOP: it runs on for a moment. A process
/// that is gone counts as stopped.
bool process_is_stopped(pid_t process);

}  // namespace breakwire::harness
