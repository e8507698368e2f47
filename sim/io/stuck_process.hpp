#pragma once

#include <sys/types.h>

#include <string>

namespace breakwire::sim {

/// Why a led process may not have given its turn back: what the kernel says of its main thread
/// (state, wait channel, system call, stack where it may be read), in one sentence.
std::string describe_stuck(pid_t process);

}  // namespace breakwire::sim
