#pragma once

#include "harness/cli/command.hpp"
#include "harness/cli/run_options.hpp"

namespace breakwire::harness {

/// `breakwire run --watch`: runs what `options` say, and then, whenever a file changes, the cases
/// that it concerns. Mistakes in files are told, and end nothing.
///
/// Returns `exit_codes::interrupted`: a signal (Ctrl-C, SIGTERM, SIGHUP) is its only end. Throws
/// ConfigError if `options` name nothing to begin with.
int watch(const RunOptions& options, const Program& program);

}  // namespace breakwire::harness
