#include <fmt/format.h>

#include <cstdio>

#include "harness/benchmark/benchmarks.hpp"
#include "harness/benchmark/fleet_bench.hpp"
#include "harness/benchmark/stopwatch.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {

int benchmark_connects(const CaseJob& job, std::size_t devices) {
    const double resident_before = resident_kib();
    CaseWorld world(job);
    FleetBench fleet(world);
    try {
        fleet.start_broker();
        const ConnectCost floor = fleet.connect_raw(job.addresses, devices);
        const ConnectCost cost = fleet.connect();
        const double kib = (resident_kib() - resident_before) / static_cast<double>(devices);
        fmt::print("connect  {:>8} raw sockets, packets by hand: {:>8.0f} /s, {:.1f} us CPU each\n",
                   floor.connected, floor.per_second(), floor.cpu_each_us());
        fmt::print(
            "connect  {:>8} devices on the virtual network: {:>6.0f} /s, {:.1f} us CPU each, "
            "{:.2f} KiB each\n",
            cost.connected, cost.per_second(), cost.cpu_each_us(), kib);
        fmt::print("connect  ratio to the floor: {:.2f}\n", cost.per_second() / floor.per_second());
    } catch (const EnvironmentError& error) {
        fmt::print(stderr, "error: {}\n", error.what());
        return 3;
    }
    return 0;
}

}  // namespace breakwire::harness
