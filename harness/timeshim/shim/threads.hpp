#pragma once

namespace breakwire::timeshim {

/// Whether the process has threads besides the main one.
bool has_other_threads();

/// Waits, in real time, until all other threads sleep. Returns false if that was so from the start.
bool settle_threads();

}  // namespace breakwire::timeshim
