#include <fmt/format.h>

#include <boost/asio/post.hpp>
#include <cstdio>
#include <exception>
#include <thread>

#include "harness/benchmark/benchmarks.hpp"
#include "harness/benchmark/raw_clients.hpp"
#include "harness/benchmark/stopwatch.hpp"
#include "harness/wiring/case_world.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace {

/// The broker's listen backlog is 100, so both sides keep to fewer connects under way.
constexpr std::size_t connects_under_way = 64;

struct FleetCost {
    ConnectCost connect;
    double kib_per_device = 0;
};

/// The world's devices, started together, until each has its CONNACK.
class Fleet {
public:
    Fleet(CaseWorld& world, double resident_before)
        : world_(world), resident_before_(resident_before) {}

    FleetCost connect() {
        const Stopwatch watch;
        for (const auto& device : world_.devices()) device->start();
        run_until([this] { return all_connected(); });
        FleetCost cost;
        cost.connect = {world_.devices().size(), watch.wall_seconds(), watch.cpu_seconds()};
        cost.kib_per_device =
            (resident_kib() - resident_before_) / static_cast<double>(world_.devices().size());
        return cost;
    }
    /// The floor is measured on a thread of its own: meanwhile this one keeps reading the broker's
    /// log, or the broker would stop at a full pipe.
    ConnectCost connect_raw(const AddressRange& addresses, std::size_t count) {
        ConnectCost cost;
        std::exception_ptr trouble;
        bool over = false;
        boost::asio::io_context& io = world_.simulation().io;
        std::thread clients([&] {
            try {
                cost = connect_raw_clients(addresses, count, connects_under_way);
            } catch (const EnvironmentError&) {
                trouble = std::current_exception();
            }
            boost::asio::post(io, [&over] { over = true; });
        });
        run_until([&] { return over; });
        clients.join();
        if (trouble) std::rethrow_exception(trouble);
        return cost;
    }
    void start_broker() {
        std::string problem;
        bool ready = false;
        world_.process().start([&](const std::string& what) {
            problem = what;
            ready = true;
        });
        run_until([&] { return ready; });
        if (!problem.empty()) throw EnvironmentError("the broker did not start: " + problem);
    }

private:
    void run_until(const std::function<bool()>& over) {
        if (!world_.simulation().driver->run(over)) throw EnvironmentError("nothing happens");
    }
    /// Devices connect in their order, so the first that has not is where to look next time.
    bool all_connected() {
        while (up_ < world_.devices().size() && world_.devices()[up_]->connected()) ++up_;
        return up_ == world_.devices().size();
    }

    CaseWorld& world_;
    double resident_before_;
    std::size_t up_ = 0;
};

}  // namespace

int benchmark_connects(const CaseJob& job, std::size_t devices) {
    const double resident_before = resident_kib();
    CaseWorld world(job);
    Fleet fleet(world, resident_before);
    try {
        fleet.start_broker();
        const ConnectCost floor = fleet.connect_raw(job.addresses, devices);
        const FleetCost cost = fleet.connect();
        fmt::print("connect  {:>8} raw sockets, packets by hand: {:>8.0f} /s, {:.1f} us CPU each\n",
                   floor.connected, floor.per_second(),
                   floor.cpu_seconds * 1e6 / static_cast<double>(devices));
        fmt::print(
            "connect  {:>8} devices on the virtual network: {:>6.0f} /s, {:.1f} us CPU each, "
            "{:.2f} KiB each\n",
            cost.connect.connected, cost.connect.per_second(),
            cost.connect.cpu_seconds * 1e6 / static_cast<double>(devices), cost.kib_per_device);
        fmt::print("connect  ratio to the floor: {:.2f}\n",
                   cost.connect.per_second() / floor.per_second());
    } catch (const EnvironmentError& error) {
        fmt::print(stderr, "error: {}\n", error.what());
        return 3;
    }
    return 0;
}

}  // namespace breakwire::harness
