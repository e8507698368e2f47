#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "devices/device.hpp"
#include "harness/brokers/broker_process.hpp"
#include "harness/metrics/figure_watch.hpp"
#include "harness/runner/worker.hpp"
#include "harness/wiring/broker_ground.hpp"
#include "harness/wiring/broker_port.hpp"
#include "harness/wiring/case_boards.hpp"
#include "harness/wiring/case_tls.hpp"
#include "harness/wiring/case_websockets.hpp"
#include "harness/wiring/connection_port.hpp"
#include "harness/wiring/device_dialer.hpp"
#include "harness/wiring/device_port.hpp"
#include "harness/wiring/device_reader.hpp"
#include "harness/wiring/fault_port.hpp"
#include "harness/wiring/latency_watch.hpp"
#include "harness/wiring/process_faults.hpp"
#include "harness/wiring/record_filter.hpp"
#include "harness/wiring/simulation.hpp"
#include "scenarios/laws/law.hpp"
#include "sim/record/fingerprint.hpp"
#include "sim/record/jsonl.hpp"

namespace breakwire::harness {

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
    Luck luck() const override { return simulation_.luck.of("steps"); }
    Instant last_action() const override { return last_action_; }
    void acted() override { last_action_ = simulation_.timers.now(); }
    void action_over() override { acted(); }

    /// How often the lie that is told on the broker's behalf has made a difference so far.
    std::uint64_t lie_hits() const;

    /// Of a scenario with a fleet, how long things took so far.
    std::vector<reports::Latency> latencies() const;

    /// What devices have done so far; for a job that tells figures.
    CaseFigures figures() const;

    /// Of what has been recorded so far; empty as long as no record is written.
    std::string fingerprint() const { return writer_ ? fingerprint_.text() : ""; }

    /// Writes the record of what has happened, where it was not written as it happened.
    void write_record();

    /// Lets go of events that are over, not recorded, and no longer of use. To be called where
    /// nobody holds a reference to an event.
    void let_go();

    /// Says in `result` what the record leaves out, and where in it evidence is. Once it is
    /// written.
    void describe_record(reports::CaseResult& result) const;

    /// How many devices are connected now.
    std::size_t connected() const;

    Simulation& simulation() { return simulation_; }
    BrokerProcess& process() { return process_; }
    std::vector<std::unique_ptr<devices::Device>>& devices() { return devices_; }
    std::vector<std::unique_ptr<scenarios::Law>>& laws() { return laws_; }
    CaseBoards& boards() { return boards_; }

private:
    void add_devices();
    const std::string& name_of(std::uint32_t device) const { return devices_[device]->name(); }
    std::shared_ptr<const devices::DeviceSettings> settings_for(
        const scenarios::DeviceSection& section, DeviceReader& reader);
    void prepare_lookups(const std::string& device, const devices::ClientSettings& client);
    void dim(devices::Device& device, Duration back_after);
    int dim_all(const std::string& name, Duration back_after);
    int turn_all(const std::string& name, sim::PowerVerb verb);
    void install_lies();
    void install(const Node& lie, bool must_hit);
    void listen();
    sim::DoorPlan door_plan(const std::string& device) const;
    scenarios::BrokerTraits as_seen_at_the_tap(scenarios::BrokerTraits traits) const;
    void start_record();
    void record(const sim::Event& event);

    const CaseJob& job_;
    std::set<scenarios::Misreading> misreads_;
    scenarios::BrokerSection told_;  ///< to the broker, as it reads it
    AddressRange addresses_;
    Simulation simulation_;
    Catalog<sim::Fault> fault_kinds_;
    Address broker_address_;
    std::unique_ptr<sim::JsonlWriter> writer_;
    sim::Fingerprint fingerprint_;
    RecordFilter filter_;
    std::optional<LatencyWatch> latencies_;
    std::optional<FigureWatch> figures_;
    std::unique_ptr<BrokerGround> ground_;
    CaseTls tls_;
    CaseWebSockets websockets_;
    sim::LayeredDoor door_;
    DeviceDialer dialer_;
    BrokerProcess process_;
    devices::World device_world_;
    CaseBoards boards_;
    std::vector<std::unique_ptr<devices::Device>> devices_;
    std::vector<SimulatedDevice> device_ports_;  ///< of `devices_`
    std::vector<std::uint32_t> by_name_;         ///< where each of them is, in the order of names
    DeviceConnections connections_;
    BrokersMachine machine_;
    DevicePower power_;
    FaultBoards fault_port_;
    BrokerUnderTest broker_port_;
    std::vector<std::unique_ptr<scenarios::Law>> laws_;
    Instant last_action_{};
    std::vector<std::uint64_t> lie_numbers_;
    bool recording_ = true;
    std::uint64_t let_go_at_ = 0;  ///< the number of the last event then
};

}  // namespace breakwire::harness
