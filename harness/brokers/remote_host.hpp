#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>

#include "harness/brokers/broker_host.hpp"
#include "harness/brokers/ready_probe.hpp"
#include "sim/base/timers.hpp"

namespace breakwire::harness {

/// A machine that is not ours: all that can be found out is whether a broker answers there. Steps
/// and faults that want more of it are refused before a case begins.
class RemoteHost final : public BrokerHost {
public:
    /// All three must outlive the host.
    RemoteHost(boost::asio::io_context& io, sim::TimeDriver& driver, Timers& timers)
        : io_(io), driver_(driver), timers_(timers) {}

    void launch(sim::ChildCommand, const Address& address, Events events) override;
    void stop_looking() override { probe_.reset(); }
    bool running() const override { return launched_; }
    pid_t process() const override { return 0; }
    void signal(int) override {}
    void pause(std::function<void()>) override {}
    void resume() override {}
    void end() override { probe_.reset(); }

private:
    boost::asio::io_context& io_;
    sim::TimeDriver& driver_;
    Timers& timers_;
    std::unique_ptr<ReadyProbe> probe_;
    bool launched_ = false;
};

}  // namespace breakwire::harness
