#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <new>

#include "harness/benchmark/benchmarks.hpp"
#include "harness/benchmark/fleet_memory.hpp"
#include "harness/benchmark/relay_process.hpp"
#include "harness/benchmark/stopwatch.hpp"
#include "harness/cli/kinds.hpp"
#include "harness/runner/scratch.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace {

/// A scenario of `count` observers on ideal links, none of which does anything but connect.
std::string fleet_of(std::size_t count) {
    std::string text = "scenario: a fleet connects\nmqtt: 3.1.1\ndevices:\n";
    for (std::size_t i = 0; i < count; ++i) {
        text += fmt::format("  device_{}: {{model: observer, client: {{keep_alive: 60s}}}}\n", i);
    }
    return text + "steps:\n  - wait: 1s\n";
}

/// A scenario of `count` sensors that say a thousand things a second between them.
std::string sensor_fleet(std::size_t count) {
    const std::string payload(256, 'x');
    return fmt::format(
        "scenario: a fleet of sensors\nmqtt: 3.1.1\ndevices:\n"
        "  \"sensor_{{n}}\": {{count: {}, model: sensor, client: {{keep_alive: 60s}}, "
        "publish: {{topic: \"fleet/{{n}}\", every: {}ms, phase: spread, qos: 1, payload: {}}}}}\n"
        "steps:\n  - wait: 1s\n",
        count, count, payload);
}

CaseJob fleet_job(const std::string& text) {
    Mistakes mistakes;
    auto scenario = scenarios::read_scenario(text, "fleet", known_kinds().language(), mistakes);
    auto driver = std::shared_ptr<BrokerDriver>(
        known_kinds().brokers().make("mosquitto", Place{"fleet", 1, 1}, Node::mapping(), mistakes));
    if (!mistakes.empty()) throw mistakes.found().front();
    CaseJob job;
    job.id = "benchmark/connect[3.1.1]";
    job.version = mqtt::Version::v3_1_1;
    job.scenario = std::make_shared<const scenarios::Scenario>(std::move(*scenario));
    job.traits = driver->traits();
    job.driver = std::move(driver);
    return job;
}

/// Runs `part` in a process of its own and returns its exit status.
int apart(const std::function<int()>& part) {
    std::fflush(nullptr);
    const pid_t child = fork();
    if (child == 0) {
        const int status = part();
        std::fflush(nullptr);
        _exit(status);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 70;
}

std::unique_ptr<AddressSlot> take_addresses() {
    auto slot = AddressSlot::take();
    if (slot == nullptr) throw EnvironmentError("all address ranges are in use");
    return slot;
}

/// Gives `part` a job on the wall clock, with a scenario of `text`.
int on_the_wall_clock(const std::string& text, const AddressRange& addresses,
                      const std::function<int(const CaseJob&)>& part) {
    const ScratchFolder scratch;
    CaseJob job = fleet_job(text);
    job.scratch = job.folder = scratch.path();
    job.addresses = addresses;
    return part(job);
}

int connects(std::size_t devices) {
    const auto slot = take_addresses();
    return on_the_wall_clock(fleet_of(devices), slot->range(),
                             [&](const CaseJob& job) { return benchmark_connects(job, devices); });
}

int with_sensors(std::size_t devices, const AddressRange& addresses,
                 const std::function<int(const CaseJob&)>& part) {
    return on_the_wall_clock(sensor_fleet(devices), addresses, [&](CaseJob job) {
        job.recording = Recording::of_failures;
        return part(job);
    });
}

int virtual_hour(std::size_t devices) {
    const ScratchFolder scratch;
    CaseJob job = fleet_job(fleet_of(devices));
    job.scratch = job.folder = scratch.path();
    job.mode.kind = TimeMode::Kind::jumps;
    return benchmark_time(job, devices, 1h);
}

using InSimulation = std::function<int(std::function<int()>)>;

/// What a process of its own has found out.
template <class Figures>
class Found {
public:
    Found() {
        void* place = mmap(nullptr, sizeof(Figures), PROT_READ | PROT_WRITE,
                           MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (place == MAP_FAILED) throw EnvironmentError("no memory to share is left");
        figures_ = new (place) Figures;
    }
    ~Found() { munmap(figures_, sizeof(Figures)); }
    Found(const Found&) = delete;
    Found& operator=(const Found&) = delete;
    Figures& operator*() { return *figures_; }

private:
    Figures* figures_;
};

int weigh(std::size_t devices, const AddressRange& addresses, FleetMemory& found,
          const InSimulation& in_simulation) {
    return apart([&] {
        return in_simulation([&] {
            const MemoryKib before;
            return with_sensors(devices, addresses, [&](const CaseJob& job) {
                return weigh_fleet(job, before, found);
            });
        });
    });
}

int fleet_memory(std::size_t devices, const AddressRange& addresses,
                 const InSimulation& in_simulation) {
    Found<FleetMemory> half;
    Found<FleetMemory> whole;
    int status = weigh(std::max<std::size_t>(devices / 2, 1), addresses, *half, in_simulation);
    if (status == 0) status = weigh(devices, addresses, *whole, in_simulation);
    if (status == 0) tell_memory(devices, *half, *whole);
    return status;
}

/// The relay is forked before there is a simulation or a thread.
int fleet(std::size_t devices, const InSimulation& in_simulation) {
    const auto slot = take_addresses();
    if (const int status = fleet_memory(devices, slot->range(), in_simulation)) return status;
    const Address broker = slot->range().broker();
    const ListeningProcess relay(
        [&](int pipe) { in_simulation([&] { return run_relay(pipe, broker); }); });
    return in_simulation([&] {
        return with_sensors(devices, slot->range(), [&](const CaseJob& job) {
            return benchmark_fleet(job, devices, {"127.0.0.1", relay.port()});
        });
    });
}

int run_part(const std::string& part, std::size_t devices, const std::vector<std::string>& others,
             const InSimulation& in_simulation) {
    const auto run = [&](const std::function<int()>& body) {
        return apart([&] { return in_simulation(body); });
    };
    if (part == "events") return run([&] { return benchmark_events(others); });
    if (part == "wire") return apart([&] { return benchmark_wire(in_simulation); });
    if (part == "delivery") return apart([&] { return benchmark_delivery(others); });
    if (part == "campaign") return apart([&] { return benchmark_campaign(in_simulation); });
    if (part == "connect") return run([&] { return connects(devices); });
    if (part == "fleet") return apart([&] { return fleet(devices, in_simulation); });
    int worst = 0;
    for (const std::size_t count : {1, 100, 1000}) {
        worst = std::max(worst, run([&] { return virtual_hour(count); }));
    }
    return worst;
}

}  // namespace

int run_benchmarks(const std::vector<std::string>& arguments, const InSimulation& in_simulation) {
    CLI::App line("measures speed and memory, each figure beside a floor of the same run",
                  "breakwire benchmark");
    const std::vector<std::string> known{"events", "connect",  "fleet",   "time",
                                         "wire",   "delivery", "campaign"};
    std::vector<std::string> parts;
    std::size_t devices = 2000;
    line.add_option("PARTS", parts,
                    "events, connect, fleet, time, wire, delivery, campaign; all if none is named")
        ->check(CLI::IsMember(known));
    line.add_option("--devices", devices, "how many devices connect at once")
        ->check(CLI::Range(1, 10'000));
    line.allow_extras();
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    try {
        line.parse(reversed);
    } catch (const CLI::ParseError& error) {
        return line.exit(error) == 0 ? 0 : 2;
    }
    if (parts.empty()) parts = known;
    int worst = 0;
    for (const std::string& part : parts) {
        worst = std::max(worst, run_part(part, devices, line.remaining(), in_simulation));
    }
    return worst;
}

}  // namespace breakwire::harness
