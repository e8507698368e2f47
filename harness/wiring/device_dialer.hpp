#pragma once

#include <map>

#include "harness/wiring/case_tls.hpp"
#include "harness/wiring/simulation.hpp"
#include "sim/io/led_process.hpp"
#include "sim/net/lookup_socket.hpp"

namespace breakwire::harness {

/// The way of each device into the network, with what lies between its stack and TCP: the lookup of
/// the broker's name, the TLS of a stack that is to seal what it says, and the server's end of TLS
/// for a program whose TLS ends here.
class DeviceDialer final : public sim::Dialer {
public:
    /// `broker`: its IPv4 address. What is referred to must outlive it.
    DeviceDialer(Simulation& simulation, const CaseTls& tls, std::string broker)
        : simulation_(simulation),
          tls_(tls),
          broker_(std::move(broker)),
          luck_(simulation.luck.of("tls")) {}

    /// From now on the device looks the broker up by `name`, which takes so long.
    void look_up(const std::string& device, const std::string& name, Duration takes) {
        names_[device] = {device, name, broker_, takes};
    }
    /// The same for a program, which does so itself.
    void let_look_up(const std::string& device, const std::string& name, Duration takes) {
        program_names_[device] = {device, name, broker_, takes};
    }

    /// The broker's name as `device` knows it; empty if it knows the address.
    std::string name_for(const std::string& device) const;
    /// What a lookup of a program comes to, which asks by itself and then dials. It is asked now.
    sim::LedProcess::Lookup look_up_for_program(const std::string& device);

    std::unique_ptr<sim::Socket> dial(const std::string& device,
                                      sim::SocketEvents& events) override;

private:
    std::unique_ptr<sim::Socket> connect(const std::string& device, sim::SocketEvents& events);

    Simulation& simulation_;
    const CaseTls& tls_;
    std::string broker_;
    Luck luck_;
    std::map<std::string, sim::LookupSocket::Question> names_;
    std::map<std::string, sim::LookupSocket::Question> program_names_;
    std::map<std::string, std::uint64_t> dialled_;  ///< how often each with TLS has
};

}  // namespace breakwire::harness
