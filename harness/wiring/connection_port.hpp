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
    int half_close(const std::string& device, sim::Side side) override {
        return network_.half_close(device, side);
    }
    void stop_reading(const std::string& device, sim::Side side, bool stop) override {
        network_.stop_reading(device, side, stop);
    }
    int move(const std::string& device, const std::string& address, bool noticed) override {
        return network_.move(device, address, noticed);
    }
    void release(const sim::Fault& holder, const std::string& device) override {
        network_.release(holder, device);
    }
    Timers& timers() override { return network_.timers(); }

private:
    sim::ConnectionPort& network_;
    std::function<void(const std::string&)> power_off_;
};

}  // namespace breakwire::harness
