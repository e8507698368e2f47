#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>

#include "devices/processes/program_host.hpp"
#include "harness/brokers/broker_host.hpp"
#include "harness/runner/worker.hpp"
#include "sim/base/time_mode.hpp"
#include "sim/io/device_door.hpp"
#include "sim/io/led_process.hpp"
#include "sim/io/time_driver.hpp"
#include "sim/kernel/kernel.hpp"
#include "sim/net/socket.hpp"

namespace breakwire::harness {

/// The ground a broker stands on in one time mode: the host that runs its process, and the door by
/// which virtual connections reach it.
class BrokerGround {
public:
    virtual ~BrokerGround() = default;
    virtual BrokerHost& host() = 0;
    virtual sim::Server& door() = 0;
    /// The way of a program to the broker.
    struct ProgramWay {
        sim::Dialer& dialer;
        std::uint16_t port = 0;  ///< of the broker
        std::string name{};      ///< of the broker, to be looked up; empty: it is given the address
        std::function<sim::LedProcess::Lookup()> look_up{};
    };
    /// Where a program plays `device`, whose IPv4 address is `address`. Throws `EnvironmentError`.
    virtual std::unique_ptr<devices::ProgramHost> program_host(const std::string& device,
                                                               const std::string& address,
                                                               ProgramWay way) = 0;
    /// The real address at which `device`, whose IPv4 address is `address`, finds the broker's
    /// `port` with sockets of the machine's own; `dialer` must outlive it. Throws
    /// `EnvironmentError`, in virtual time always.
    virtual std::unique_ptr<sim::DeviceDoor> device_door(const std::string& device,
                                                         const std::string& address,
                                                         std::uint16_t port,
                                                         sim::Dialer& dialer) = 0;
};

/// What drives time in the given mode. `io` and `kernel` must outlive it.
std::unique_ptr<sim::TimeDriver> make_driver(const TimeMode& mode, boost::asio::io_context& io,
                                             sim::Kernel& kernel);

struct Simulation;

/// For the job's broker, at `address`. Throws `EnvironmentError`. `simulation` must outlive it.
std::unique_ptr<BrokerGround> make_ground(const CaseJob& job, Simulation& simulation,
                                          const Address& address);

}  // namespace breakwire::harness
