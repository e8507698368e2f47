#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>

#include "harness/brokers/broker_host.hpp"
#include "harness/runner/worker.hpp"
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
};

/// What drives time in the given mode. `io` and `kernel` must outlive it.
std::unique_ptr<sim::TimeDriver> make_driver(const TimeMode& mode, boost::asio::io_context& io,
                                             sim::Kernel& kernel);

struct Simulation;

/// For `job`'s mode. Throws `EnvironmentError`. `simulation` must outlive it.
std::unique_ptr<BrokerGround> make_ground(const CaseJob& job, Simulation& simulation);

}  // namespace breakwire::harness
