#pragma once

#include <boost/asio/io_context.hpp>

#include "devices/processes/program_host.hpp"
#include "sim/io/led_process.hpp"

namespace breakwire::devices {

/// Runs the program in lock-step with the simulator: its clocks and waits are simulated, and its
/// connect() asks the virtual network, so refusal, loss of the SYN and time-outs are what they are.
class LedProgramHost final : public ProgramHost {
public:
    struct Surroundings {
        boost::asio::io_context& io;
        sim::TimeDriver& driver;
        sim::Kernel& kernel;
        sim::Dialer& dialer;
        std::filesystem::path shim;
        std::string broker_host;
        std::uint16_t broker_port;
    };

    /// What `around` refers to must outlive the host. `seed`: of the program's randomness.
    LedProgramHost(Surroundings around, std::string device, std::uint64_t seed);

    std::string broker_host() const override { return around_.broker_host; }
    std::uint16_t broker_port() const override { return around_.broker_port; }
    void launch(sim::ChildCommand command, Events events) override;
    bool running() const override { return process_.running(); }
    void signal(int number) override { process_.signal(number); }
    void vanish() override { process_.vanish(); }
    void soon(std::function<void()> what) override;

private:
    std::unique_ptr<sim::Socket> dial(std::uint32_t address, std::uint16_t port,
                                      sim::SocketEvents& events) const;

    Surroundings around_;
    std::string device_;
    sim::LedProcess process_;
};

}  // namespace breakwire::devices
