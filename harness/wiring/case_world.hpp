#pragma once

#include <boost/asio/io_context.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "devices/device.hpp"
#include "harness/brokers/broker_process.hpp"
#include "harness/runner/worker.hpp"
#include "harness/wiring/broker_port.hpp"
#include "harness/wiring/connection_port.hpp"
#include "harness/wiring/device_port.hpp"
#include "harness/wiring/fault_port.hpp"
#include "scenarios/laws/law.hpp"
#include "sim/faults/fault_board.hpp"
#include "sim/io/broker_bridge.hpp"
#include "sim/io/wall_driver.hpp"
#include "sim/kernel/kernel.hpp"
#include "sim/kernel/timer_queue.hpp"
#include "sim/net/network.hpp"
#include "sim/record/jsonl.hpp"

namespace breakwire::harness {

/// The kernel, the network and the loop that owns time: what a case runs in, whoever is in it.
struct Simulation {
    explicit Simulation(std::uint64_t seed);

    boost::asio::io_context io{1};
    sim::Kernel kernel;
    sim::TimerQueue timers;
    sim::Recorder recorder;
    Luck luck;
    sim::FaultBoard faults;
    sim::FaultBoard lies;
    sim::Network network;
    sim::WallDriver driver;
};

/// One case's whole world: the broker, the devices on their links, the faults and the laws, joined.
/// It is the stage that steps act on. Elaborated once per process, in the worker.
class CaseWorld final : public scenarios::Stage {
public:
    /// Throws EnvironmentError if files cannot be written or addresses run out.
    explicit CaseWorld(const CaseJob& job);
    ~CaseWorld() override;

    Timers& timers() override { return simulation_.timers; }
    sim::Recorder& recorder() override { return simulation_.recorder; }
    scenarios::DevicePort& device(const std::string& name) override;
    scenarios::BrokerPort& broker() override { return broker_port_; }
    scenarios::FaultPort& faults() override { return fault_port_; }
    const Catalog<sim::Fault>& fault_kinds() override { return fault_kinds_; }
    const scenarios::BrokerTraits& traits() override { return job_.traits; }
    Instant last_action() const override { return last_action_; }
    void acted() override { last_action_ = simulation_.timers.now(); }

    Simulation& simulation() { return simulation_; }
    BrokerProcess& process() { return process_; }
    std::vector<std::unique_ptr<devices::Device>>& devices() { return devices_; }
    std::vector<std::unique_ptr<scenarios::Law>>& laws() { return laws_; }

private:
    void add_devices();
    void install_lies();
    void listen();

    const CaseJob& job_;
    Simulation simulation_;
    Catalog<sim::Fault> fault_kinds_;
    sim::JsonlWriter writer_;
    BrokerProcess process_;
    sim::BrokerBridge bridge_;
    devices::World device_world_;
    std::vector<std::unique_ptr<devices::Device>> devices_;
    std::map<std::string, SimulatedDevice> device_ports_;
    DeviceConnections connections_;
    FaultBoards fault_port_;
    BrokerUnderTest broker_port_;
    std::vector<std::unique_ptr<scenarios::Law>> laws_;
    Instant last_action_{};
    bool recording_ = true;
};

}  // namespace breakwire::harness
