#include "harness/wiring/broker_ground.hpp"

#include <boost/asio/ip/address.hpp>

#include "devices/processes/led_program_host.hpp"
#include "devices/processes/wall_program_host.hpp"
#include "harness/brokers/led_host.hpp"
#include "harness/brokers/remote_host.hpp"
#include "harness/brokers/wall_host.hpp"
#include "harness/runner/own_network.hpp"
#include "harness/timeshim/library.hpp"
#include "harness/wiring/simulation.hpp"
#include "sim/base/errors.hpp"
#include "sim/io/broker_bridge.hpp"
#include "sim/io/jump_driver.hpp"
#include "sim/io/wall_driver.hpp"

namespace breakwire::harness {

namespace {

std::unique_ptr<sim::LedTransport> make_transport(const Address& address, bool real_tcp) {
    if (!real_tcp) return std::make_unique<sim::LocalTransport>();
    enter_own_network();
    return std::make_unique<sim::TcpTransport>(address.host);
}

/// Led in lock-step; its network is the simulator alone.
class LedGround final : public BrokerGround {
public:
    LedGround(Simulation& simulation, const Address& address, bool real_tcp)
        : simulation_(simulation),
          address_(address),
          process_(simulation.io, *simulation.driver, simulation.kernel, timeshim_library(),
                   simulation.luck.bits("broker process", 0), make_transport(address, real_tcp)),
          host_(process_) {}

    BrokerHost& host() override { return host_; }
    sim::Server& door() override { return host_; }
    std::unique_ptr<devices::ProgramHost> program_host(const std::string& device,
                                                       const std::string&,
                                                       ProgramWay way) override {
        return std::make_unique<devices::LedProgramHost>(
            devices::LedProgramHost::Surroundings{simulation_.io, *simulation_.driver,
                                                  simulation_.kernel, way.dialer,
                                                  timeshim_library(), address_.host, way.port,
                                                  std::move(way.name), std::move(way.look_up)},
            device, simulation_.luck.of(device).bits("program", 0));
    }
    std::unique_ptr<sim::DeviceDoor> device_door(const std::string& device, const std::string&,
                                                 std::uint16_t, sim::Dialer&) override {
        throw EnvironmentError(device + " needs sockets of the machine's own: time: wall");
    }

private:
    Simulation& simulation_;
    Address address_;
    sim::LedProcess process_;
    LedHost host_;
};

/// On a real address, with real connections.
class WallGround final : public BrokerGround {
public:
    WallGround(Simulation& simulation, const Address& address, std::unique_ptr<BrokerHost> host)
        : simulation_(simulation),
          host_(std::move(host)),
          bridge_(simulation.io, *simulation.driver,
                  {boost::asio::ip::make_address(address.host), address.port}) {}

    BrokerHost& host() override { return *host_; }
    sim::Server& door() override { return bridge_; }
    std::unique_ptr<devices::ProgramHost> program_host(const std::string& device,
                                                       const std::string& address,
                                                       ProgramWay way) override {
        if (!way.name.empty()) {
            throw EnvironmentError("what " + device + " is told when it looks up " + way.name +
                                   " is simulated in virtual time alone");
        }
        return std::make_unique<devices::WallProgramHost>(simulation_.io, *simulation_.driver,
                                                          way.dialer, device, address, way.port);
    }
    std::unique_ptr<sim::DeviceDoor> device_door(const std::string& device,
                                                 const std::string& address, std::uint16_t port,
                                                 sim::Dialer& dialer) override {
        const boost::asio::ip::tcp::endpoint here(boost::asio::ip::make_address(address), port);
        return std::make_unique<sim::DeviceDoor>(simulation_.io, *simulation_.driver, dialer,
                                                 device, here);
    }

private:
    Simulation& simulation_;
    std::unique_ptr<BrokerHost> host_;
    sim::BrokerBridge bridge_;
};

std::unique_ptr<BrokerHost> make_wall_host(const CaseJob& job, Simulation& simulation) {
    if (job.traits.elsewhere) {
        return std::make_unique<RemoteHost>(simulation.timers);
    }
    return std::make_unique<WallHost>(simulation.io, *simulation.driver, simulation.timers,
                                      job.mode.factor);
}

}  // namespace

std::unique_ptr<sim::TimeDriver> make_driver(const TimeMode& mode, boost::asio::io_context& io,
                                             sim::Kernel& kernel) {
    if (mode.jumps()) return std::make_unique<sim::JumpDriver>(kernel, &io);
    return std::make_unique<sim::WallDriver>(io, kernel, mode.factor);
}

std::unique_ptr<BrokerGround> make_ground(const CaseJob& job, Simulation& simulation,
                                          const Address& address) {
    if (job.mode.jumps()) {
        return std::make_unique<LedGround>(simulation, address, job.real_tcp);
    }
    return std::make_unique<WallGround>(simulation, address, make_wall_host(job, simulation));
}

}  // namespace breakwire::harness
