#include "harness/wiring/broker_ground.hpp"

#include <boost/asio/ip/address.hpp>

#include "harness/brokers/led_host.hpp"
#include "harness/brokers/wall_host.hpp"
#include "harness/timeshim/library.hpp"
#include "harness/wiring/simulation.hpp"
#include "sim/io/broker_bridge.hpp"
#include "sim/io/jump_driver.hpp"
#include "sim/io/wall_driver.hpp"

namespace breakwire::harness {

namespace {

/// Led in lock-step; its network is the simulator alone.
class LedGround final : public BrokerGround {
public:
    explicit LedGround(Simulation& simulation)
        : process_(simulation.io, *simulation.driver, simulation.kernel, timeshim_library(),
                   simulation.luck.bits("broker process", 0)),
          host_(process_) {}

    BrokerHost& host() override { return host_; }
    sim::Server& door() override { return host_; }

private:
    sim::LedProcess process_;
    LedHost host_;
};

/// On a real address, with real connections.
class WallGround final : public BrokerGround {
public:
    WallGround(Simulation& simulation, const Address& address, double factor)
        : host_(simulation.io, *simulation.driver, simulation.timers, factor),
          bridge_(simulation.io, *simulation.driver,
                  {boost::asio::ip::make_address(address.host), address.port}) {}

    BrokerHost& host() override { return host_; }
    sim::Server& door() override { return bridge_; }

private:
    WallHost host_;
    sim::BrokerBridge bridge_;
};

}  // namespace

std::unique_ptr<sim::TimeDriver> make_driver(const TimeMode& mode, boost::asio::io_context& io,
                                             sim::Kernel& kernel) {
    if (mode.jumps()) return std::make_unique<sim::JumpDriver>(kernel, &io);
    return std::make_unique<sim::WallDriver>(io, kernel, mode.factor);
}

std::unique_ptr<BrokerGround> make_ground(const CaseJob& job, Simulation& simulation) {
    if (job.mode.jumps()) return std::make_unique<LedGround>(simulation);
    return std::make_unique<WallGround>(simulation, job.addresses.broker(), job.mode.factor);
}

}  // namespace breakwire::harness
