#pragma once

#include <functional>

#include "harness/benchmark/raw_clients.hpp"
#include "harness/wiring/case_world.hpp"

namespace breakwire::harness {

/// A world whose broker runs and whose devices a benchmark starts together. Throws EnvironmentError
/// where something does not come about.
class FleetBench {
public:
    explicit FleetBench(CaseWorld& world) : world_(world) {}

    void start_broker();

    /// The floor: the same number of sockets, packets made by hand. Measured on a thread of its
    /// own: meanwhile this one keeps reading the broker's log, or the broker would stop at a full
    /// pipe.
    ConnectCost connect_raw(const AddressRange& addresses, std::size_t count) {
        return connect_raw(addresses, addresses.broker(), count);
    }
    /// The same to another address, at which somebody hands on what comes to the broker.
    ConnectCost connect_raw(const AddressRange& addresses, const Address& to, std::size_t count);

    /// Starts all devices, until each has its CONNACK.
    ConnectCost connect();

    /// Lets `time` pass.
    void run_for(Duration time);

private:
    void run_until(const std::function<bool()>& over);
    bool all_connected();

    CaseWorld& world_;
    std::size_t up_ = 0;
};

}  // namespace breakwire::harness
