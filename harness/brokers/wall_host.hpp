#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>

#include "harness/brokers/broker_host.hpp"
#include "harness/brokers/ready_probe.hpp"
#include "sim/base/timers.hpp"

namespace breakwire::harness {

/// Runs the broker as any program runs, on a real address.
class WallHost final : public BrokerHost {
public:
    /// All three must outlive the host. `factor` other than 1: the process's clocks and waits run
    /// that many times as fast as the wall clock, by libfaketime.
    WallHost(boost::asio::io_context& io, sim::TimeDriver& driver, Timers& timers,
             double factor = 1.0)
        : io_(io), driver_(driver), timers_(timers), factor_(factor) {}
    ~WallHost() override { timers_.cancel(look_again_); }

    void launch(sim::ChildCommand command, const Address& address, Events events) override;
    void stop_looking() override;
    bool running() const override { return child_ != nullptr && child_->running(); }
    pid_t process() const override { return child_->pid(); }
    void signal(int number) override;
    void pause(std::function<void()> paused) override;
    void resume() override;
    void end() override { child_.reset(); }

private:
    void answers(const Address& address);
    void wait_until_stopped(const std::function<void()>& paused);

    boost::asio::io_context& io_;
    sim::TimeDriver& driver_;
    Timers& timers_;
    double factor_;
    std::function<void(const std::string&)> on_ready_;
    std::unique_ptr<sim::ChildProcess> child_;
    std::unique_ptr<ReadyProbe> probe_;
    Timers::Id look_again_ = 0;
};

}  // namespace breakwire::harness
