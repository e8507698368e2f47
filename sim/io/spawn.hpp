#pragma once

#include "sim/io/child_process.hpp"

namespace breakwire::sim {

struct Spawned {
    pid_t pid = 0;
    int output = -1;  ///< the reading end of its standard output and error; the caller closes it
};

/// Forks and executes `command` and returns once it runs. The child has no other descriptor of
/// ours, no blocked or ignored signal, an empty standard input, and dies with this process. Throws
/// `EnvironmentError` if any of it fails.
Spawned spawn(const ChildCommand& command);

}  // namespace breakwire::sim
