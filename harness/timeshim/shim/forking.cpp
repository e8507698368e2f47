#include <unistd.h>

#include "harness/timeshim/shim/interpose.hpp"

/// POSIX allows vfork() to be fork(). As itself it would let the child, which has no leader, change
/// what the shim knows of the parent's descriptors.
BREAKWIRE_INTERPOSED pid_t vfork() noexcept { return fork(); }
