#pragma once

namespace breakwire::timeshim {

/// Whether the process has threads besides the main one.
bool has_other_threads();

/// Waits, in real time, until all other threads sleep. Returns whether any has run since the last
/// call, or before the first.
bool settle_threads();

}  // namespace breakwire::timeshim
