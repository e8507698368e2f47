#pragma once

namespace breakwire::timeshim {

/// Finds out, once, which of standard output and standard error are pipes.
void find_outputs();

/// Whether the process has written to these pipes what its leader has not read yet. Counted by the
/// kernel rather than by our write(), since stdio writes past it.
bool output_waits();

}  // namespace breakwire::timeshim
