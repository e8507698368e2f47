#pragma once

#include "harness/brokers/broker_host.hpp"
#include "sim/io/led_process.hpp"

namespace breakwire::harness {

/// Runs the broker in lock-step with the simulator, which is also its only network: the address it
/// listens on exists for its clients alone, and any number of brokers may have the same.
class LedHost final : public BrokerHost, public sim::Server {
public:
    /// `process` must outlive the host.
    explicit LedHost(sim::LedProcess& process) : process_(process) {}

    void launch(sim::ChildCommand command, const Address& address, Events events) override;
    void stop_looking() override { looking_ = false; }
    bool running() const override { return process_.running(); }
    pid_t process() const override { return process_.pid(); }
    void signal(int number) override { process_.signal(number); }
    /// It has no turn at the moment, and gets none until it is resumed.
    void pause(std::function<void()> paused) override;
    void resume() override { process_.hold(false); }
    bool jump_clock(Duration by) override;
    bool fail_files(sim::FileOperation operation, int error) override;
    void end() override { process_.end(); }

    /// A device's SYN has arrived.
    void on_connect(std::unique_ptr<sim::Incoming> incoming) override;

private:
    sim::LedProcess& process_;
    std::uint16_t port_ = 0;
    bool looking_ = false;
};

}  // namespace breakwire::harness
