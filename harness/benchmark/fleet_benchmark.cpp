#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <unordered_map>

#include "harness/benchmark/benchmarks.hpp"
#include "harness/benchmark/fleet_bench.hpp"
#include "harness/benchmark/stopwatch.hpp"
#include "reports/latency_histogram.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace {

constexpr Duration measured_for = 10s;

/// Counts what devices publish and what is acknowledged, and how long that takes. Each device has
/// at most one message under way.
class Acknowledgements {
public:
    explicit Acknowledgements(sim::Recorder& recorder) {
        recorder.listen([this](const sim::Event& event) {
            if (const auto* said = event.as<sim::DeviceEvent>()) see(*said, event.at);
        });
    }

    void begin() { counting_ = true; }
    void end() { counting_ = false; }
    std::uint64_t published() const { return published_; }
    std::uint64_t acknowledged() const { return acknowledged_; }
    /// Those of which nobody has said that they are in good hands.
    std::size_t missing() const { return under_way_.size(); }
    std::optional<reports::Latency> latency() const { return latency_.summary("acknowledge"); }

private:
    void see(const sim::DeviceEvent& said, Instant at) {
        if (said.state == sim::DeviceState::published) {
            under_way_[said.device] = at;
            if (counting_) ++published_;
        } else if (said.state == sim::DeviceState::acknowledged) {
            const auto began = under_way_.find(said.device);
            if (began == under_way_.end()) return;
            if (counting_) latency_.add(at - began->second);
            if (counting_) ++acknowledged_;
            under_way_.erase(began);
        }
    }

    std::unordered_map<std::string, Instant> under_way_;
    reports::LatencyHistogram latency_;
    std::uint64_t published_ = 0;
    std::uint64_t acknowledged_ = 0;
    bool counting_ = false;
};

void tell_connects(const ConnectCost& floor, const ConnectCost& cost) {
    fmt::print(
        "fleet  {:>7} raw sockets, packets by hand: {:>8.0f} connects/s, {:.1f} us CPU each\n",
        floor.connected, floor.per_second(), floor.cpu_each_us());
    fmt::print(
        "fleet  {:>7} sensors with libmosquitto:    {:>8.0f} connects/s, {:.1f} us CPU each\n",
        cost.connected, cost.per_second(), cost.cpu_each_us());
    fmt::print("fleet  ratio to the floor: {:.2f}\n", cost.per_second() / floor.per_second());
}

/// The relay takes two descriptors a connection, of 20,000 that a process may have.
constexpr std::size_t most_relayed = 9'500;

/// In turns, so that the ratio holds on a machine that others use as well.
void tell_relayed(FleetBench& fleet, const CaseJob& job, const Address& relay,
                  std::size_t devices) {
    constexpr int rounds = 3;
    const std::size_t count = std::min(devices, most_relayed);
    std::vector<double> direct;
    std::vector<double> relayed;
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        direct.push_back(fleet.connect_raw(job.addresses, count).per_second());
        relayed.push_back(fleet.connect_raw(job.addresses, relay, count).per_second());
        ratios.push_back(relayed.back() / direct.back());
    }
    for (auto* each : {&direct, &relayed, &ratios}) std::ranges::sort(*each);
    constexpr int median = rounds / 2;
    fmt::print("fleet  {:>7} raw sockets: {:.0f} connects/s direct, {:.0f} relayed; ratio {:.2f}\n",
               count, direct[median], relayed[median], ratios[median]);
}

void tell_traffic(const Acknowledgements& seen, double cpu_seconds, double wall_seconds) {
    const double rate = static_cast<double>(seen.acknowledged()) / wall_seconds;
    fmt::print(
        "fleet  {:.0f} messages/s at QoS 1 with 256 B: {:.2f} % of a core per 1,000/s; {} "
        "published, "
        "{} acknowledged, {} missing\n",
        rate, cpu_seconds / wall_seconds * 1e5 / rate, seen.published(), seen.acknowledged(),
        seen.missing());
    if (const auto latency = seen.latency()) fmt::print("fleet  {}\n", describe(*latency));
}

}  // namespace

int benchmark_fleet(const CaseJob& job, std::size_t devices, const Address& relay) {
    CaseWorld world(job);
    world.recorder().forget();
    FleetBench fleet(world);
    Acknowledgements seen(world.recorder());
    try {
        fleet.start_broker();
        const ConnectCost floor = fleet.connect_raw(job.addresses, devices);
        tell_relayed(fleet, job, relay, devices);
        tell_connects(floor, fleet.connect());
        fleet.run_for(1s);  // until the burst is over
        seen.begin();
        const Stopwatch watch;
        fleet.run_for(measured_for);
        seen.end();
        const double cpu = watch.cpu_seconds();
        const double wall = watch.wall_seconds();
        tell_traffic(seen, cpu, wall);
    } catch (const EnvironmentError& error) {
        fmt::print(stderr, "error: {}\n", error.what());
        return 3;
    }
    return 0;
}

}  // namespace breakwire::harness
