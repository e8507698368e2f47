#include <fmt/format.h>

#include <cstdio>

#include "harness/benchmark/benchmarks.hpp"
#include "harness/benchmark/stopwatch.hpp"
#include "harness/runner/one_processor.hpp"
#include "harness/wiring/case_world.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace {

void run_until(CaseWorld& world, const std::function<bool()>& over) {
    if (!world.simulation().driver->run(over)) throw EnvironmentError("nothing happens");
}

void start_broker(CaseWorld& world) {
    std::optional<std::string> outcome;
    world.process().start([&](const std::string& problem) { outcome = problem; });
    run_until(world, [&] { return outcome.has_value(); });
    if (!outcome->empty()) throw EnvironmentError("the broker did not start: " + *outcome);
}

bool all_connected(CaseWorld& world) {
    return std::ranges::all_of(world.devices(),
                               [](const auto& device) { return device->connected(); });
}

}  // namespace

int benchmark_time(const CaseJob& job, std::size_t devices, Duration span) {
    stay_on_one_processor(0);
    try {
        CaseWorld world(job);
        start_broker(world);
        for (const auto& device : world.devices()) device->start();
        run_until(world, [&] { return all_connected(world); });
        const Instant end = world.timers().now() + span;
        const Stopwatch watch;
        bool over = false;
        world.timers().at(end, [&over] { over = true; });
        run_until(world, [&over] { return over; });
        const double wall = watch.wall_seconds();
        fmt::print(
            "time     {:>6} idle clients, {} in virtual time: {:.3f} s wall, {:.0f} times "
            "as fast; {} events\n",
            devices, to_string(span), wall, std::chrono::duration<double>(span).count() / wall,
            world.recorder().events().size());
    } catch (const EnvironmentError& error) {
        fmt::print(stderr, "error: {}\n", error.what());
        return 3;
    }
    return 0;
}

}  // namespace breakwire::harness
