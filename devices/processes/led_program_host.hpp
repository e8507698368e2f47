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
        /// The broker's name and what a lookup of it comes to; without one the program is given the
        /// address.
        std::string broker_name{};
        std::function<sim::LedProcess::Lookup()> look_up{};
    };

    /// What `around` refers to must outlive the host. `seed`: of the program's randomness.
    LedProgramHost(Surroundings around, std::string device, std::uint64_t seed);

    std::string broker_host() const override {
        return around_.broker_name.empty() ? around_.broker_host : around_.broker_name;
    }
    std::uint16_t broker_port() const override { return around_.broker_port; }
    void launch(sim::ChildCommand command, Events events) override;
    bool running() const override { return process_.running(); }
    void signal(int number) override { process_.signal(number); }
    void vanish() override { process_.vanish(); }
    void soon(std::function<void()> what) override;

private:
    std::unique_ptr<sim::Socket> dial(std::uint32_t address, std::uint16_t port,
                                      sim::SocketEvents& events) const;
    sim::LedProcess::Lookup look_up();

    Surroundings around_;
    std::string device_;
    std::uint32_t found_ = 0;  ///< the address that the last lookup came to
    sim::LedProcess process_;
};

}  // namespace breakwire::devices
