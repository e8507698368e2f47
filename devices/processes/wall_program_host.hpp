#pragma once

#include <boost/asio/io_context.hpp>

#include "devices/processes/program_host.hpp"
#include "sim/io/device_door.hpp"

namespace breakwire::devices {

/// Runs the program as any program runs; the device's own address stands for the broker.
class WallProgramHost final : public ProgramHost {
public:
    /// All must outlive the host. Throws `EnvironmentError` if the address is taken.
    WallProgramHost(boost::asio::io_context& io, sim::TimeDriver& driver, sim::Dialer& dialer,
                    const std::string& device, const std::string& address, std::uint16_t port);

    std::string broker_host() const override { return address_; }
    std::uint16_t broker_port() const override { return door_.address().port(); }
    void launch(sim::ChildCommand command, Events events) override;
    bool running() const override { return child_ != nullptr && child_->running(); }
    void signal(int number) override;
    void vanish() override;
    void soon(std::function<void()> what) override;

private:
    boost::asio::io_context& io_;
    sim::TimeDriver& driver_;
    std::string address_;
    sim::DeviceDoor door_;
    std::unique_ptr<sim::ChildProcess> child_;
};

}  // namespace breakwire::devices
