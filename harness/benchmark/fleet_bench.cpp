#include "harness/benchmark/fleet_bench.hpp"

#include <boost/asio/post.hpp>
#include <exception>
#include <thread>

#include "harness/benchmark/stopwatch.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace {

/// The broker's listen backlog is 100, so both sides keep to fewer connects under way.
constexpr std::size_t connects_under_way = 64;

}  // namespace

void FleetBench::start_broker() {
    std::string problem;
    bool ready = false;
    world_.process().start([&](const std::string& what) {
        problem = what;
        ready = true;
    });
    run_until([&] { return ready; });
    if (!problem.empty()) throw EnvironmentError("the broker did not start: " + problem);
}

ConnectCost FleetBench::connect_raw(const AddressRange& addresses, const Address& to,
                                    std::size_t count) {
    ConnectCost cost;
    std::exception_ptr trouble;
    bool over = false;
    boost::asio::io_context& io = world_.simulation().io;
    std::thread clients([&] {
        try {
            cost = connect_raw_clients(addresses, to, count, connects_under_way);
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

ConnectCost FleetBench::connect() {
    const Stopwatch watch;
    for (const auto& device : world_.devices()) device->start();
    run_until([this] { return all_connected(); });
    return {world_.devices().size(), watch.wall_seconds(), watch.cpu_seconds()};
}

void FleetBench::run_for(Duration time) {
    bool over = false;
    world_.timers().after(time, [&over] { over = true; });
    run_until([&over] { return over; });
}

void FleetBench::run_until(const std::function<bool()>& over) {
    if (!world_.simulation().driver->run(over)) throw EnvironmentError("nothing happens");
}

/// Devices connect in their order, so the first that has not is where to look next time.
bool FleetBench::all_connected() {
    while (up_ < world_.devices().size() && world_.devices()[up_]->connected()) ++up_;
    return up_ == world_.devices().size();
}

}  // namespace breakwire::harness
