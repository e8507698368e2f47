#include "harness/benchmark/fleet_memory.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "harness/benchmark/fleet_bench.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {

int weigh_fleet(const CaseJob& job, const MemoryKib& before, FleetMemory& found) {
    const MemoryKib read;
    CaseWorld world(job);
    world.recorder().forget();
    const MemoryKib made;
    FleetBench fleet(world);
    try {
        fleet.start_broker();
        fleet.connect();
    } catch (const EnvironmentError& error) {
        fmt::print(stderr, "error: {}\n", error.what());
        return 3;
    }
    const MemoryKib connected;
    found = {connected.resident - before.resident, read.heap - before.heap, made.heap - read.heap,
             connected.heap - made.heap};
    return 0;
}

void tell_memory(std::size_t count, const FleetMemory& half, const FleetMemory& whole) {
    const auto all = static_cast<double>(count);
    const std::size_t half_count = count / 2;
    const auto rest = static_cast<double>(count - half_count);
    fmt::print(
        "fleet  memory: {:.2f} KiB each; {:.2f} each of the second half, without what is needed "
        "once; of the heap {:.2f} as read, {:.2f} as a device, {:.2f} for its connection\n",
        whole.resident / all, (whole.resident - half.resident) / rest,
        (whole.scenario - half.scenario) / rest, (whole.devices - half.devices) / rest,
        (whole.connections - half.connections) / rest);
}

}  // namespace breakwire::harness
