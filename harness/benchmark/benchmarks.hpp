#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "harness/benchmark/stopwatch.hpp"
#include "harness/runner/worker.hpp"

namespace breakwire::harness {

/// `breakwire benchmark [events|connect|fleet|time|wire|delivery|campaign...] [--devices N]
/// [options of Google Benchmark]`: each figure stands beside a floor measured in the same run,
/// because machines are shared and only ratios hold.
///
/// `in_simulation` runs its argument where SystemC can elaborate; each part is forked into a
/// process of its own first. Returns an exit code.
int run_benchmarks(const std::vector<std::string>& arguments,
                   const std::function<int(std::function<int()>)>& in_simulation);

/// Events of the kernel per second, beside the same calls from a plain heap.
int benchmark_events(const std::vector<std::string>& arguments);

/// How long the delivery law takes to judge a million messages and how much memory at its peak,
/// beside the same record told to a law that looks at nothing.
int benchmark_delivery(const std::vector<std::string>& arguments);

/// Devices connected per second and memory per device, beside sockets and bytes made by hand,
/// against a broker of the driver of `job`, which is given the name of a temp directory and an
/// address range. Prints its figures.
int benchmark_connects(const CaseJob& job, std::size_t devices);

/// A fleet of sensors: connected per second beside sockets and bytes made by hand, and processor
/// time of publishing and acknowledging 256 octets at QoS 1; then what sockets and bytes made by
/// hand come to through `relay`, where somebody hands on what comes to the job's broker, beside the
/// same without it. Nothing is recorded, as nobody would read it. `job` as above, its scenario
/// having `devices` sensors.
int benchmark_fleet(const CaseJob& job, std::size_t devices, const Address& relay);

/// Wall time of `span` of virtual time in which `devices` clients do nothing but keep their
/// connections alive. `job` as above, in virtual time.
int benchmark_time(const CaseJob& job, std::size_t devices, Duration span);

/// What `breakwire proxy` without faults costs: round trips, connects and bulk between real
/// sockets, direct and relayed in turns, so that ratios hold on a machine that others use as well.
int benchmark_wire(const std::function<int(std::function<int()>)>& in_simulation);

/// Runs per second of the shipped campaign `storm`, five devices and ten virtual minutes of faults,
/// one at a time on mosquitto; beside the same devices that only connect.
int benchmark_campaign(const std::function<int(std::function<int()>)>& in_simulation);

}  // namespace breakwire::harness
