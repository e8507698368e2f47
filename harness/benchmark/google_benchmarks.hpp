#pragma once

#include <string>
#include <vector>

namespace breakwire::harness {

/// Runs what is registered with Google Benchmark, under its own options. Returns an exit code: 2 if
/// it does not know an option. Once per process.
int run_google_benchmarks(const std::vector<std::string>& options);

}  // namespace breakwire::harness
