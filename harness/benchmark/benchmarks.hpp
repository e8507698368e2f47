#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "harness/runner/worker.hpp"

namespace breakwire::harness {

/// Events of the kernel per second, beside the same work done by a plain heap. Registered with
/// Google Benchmark; runs in a process of its own, since it elaborates.
void register_kernel_benchmarks();

/// Devices connected per second and memory per device, beside sockets and bytes made by hand,
/// against the broker of `job`. Elaborates, so it runs in a process of its own.
/// Prints its figures; returns 0, or 3 if the broker did not start.
int benchmark_connects(const CaseJob& job, std::size_t devices);

}  // namespace breakwire::harness
