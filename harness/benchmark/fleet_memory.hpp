#pragma once

#include <cstddef>

#include "harness/benchmark/stopwatch.hpp"
#include "harness/runner/worker.hpp"

namespace breakwire::harness {

/// What a fleet takes once it is connected, in KiB: of what is resident, and of the heap as text
/// that was read, as devices that are off, and for their connections.
struct FleetMemory {
    double resident = 0;
    double scenario = 0;
    double devices = 0;
    double connections = 0;
};

/// Connects the devices of `job`, which is as for `benchmark_fleet`, and fills in `found`.
/// `before`: the memory before its scenario was read. Returns an exit code.
int weigh_fleet(const CaseJob& job, const MemoryKib& before, FleetMemory& found);

/// Prints what each of `count` devices takes, and what each of the second half does: without what
/// the process takes once, however many there are.
void tell_memory(std::size_t count, const FleetMemory& half, const FleetMemory& whole);

}  // namespace breakwire::harness
