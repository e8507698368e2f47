#pragma once

#include "harness/cli/command.hpp"

namespace breakwire::harness {

/// The version of Breakwire, as `--version` says it.
const char* version();

/// The whole program: reads the line, does what it says, returns the exit code. Mistakes of the
/// user (2) and trouble with the surroundings (3) are told on stderr, each once.
int command_line(int argc, const char* const* argv, Program program);

}  // namespace breakwire::harness
