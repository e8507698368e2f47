#pragma once

#include <functional>

#include "sim/faults/fault.hpp"

namespace breakwire::harness {

/// What faults do to connections, where the device itself has to go as well: a peer that vanishes
/// takes its stack and model with it, and nobody is left to reconnect.
class DeviceConnections final : public sim::ConnectionPort {
public:
    DeviceConnections(sim::ConnectionPort& network,
                      std::function<void(const std::string& device)> power_off)
        : network_(network), power_off_(std::move(power_off)) {}

    int end_connections(const std::string& device, sim::Ending how) override {
        return network_.end_connections(device, how);
    }
    int vanish(const std::string& device) override {
        const int touched = network_.vanish(device);
        power_off_(device);
        return touched;
    }

private:
    sim::ConnectionPort& network_;
    std::function<void(const std::string&)> power_off_;
};

}  // namespace breakwire::harness
