#include "harness/wiring/device_dialer.hpp"

#include <netdb.h>

#include <boost/asio/ip/address_v4.hpp>

#include "sim/net/sealing_socket.hpp"

namespace breakwire::harness {

namespace {

/// Source: getaddrinfo(3); glibc's resolver says EAI_AGAIN for SERVFAIL as well as for silence.
int error_of(sim::LookupResult result) {
    switch (result) {
        case sim::LookupResult::found:
            return 0;
        case sim::LookupResult::nxdomain:
            return EAI_NONAME;
        case sim::LookupResult::servfail:
        case sim::LookupResult::timed_out:
            return EAI_AGAIN;
    }
    return EAI_FAIL;
}

std::uint32_t host_order(const std::string& address) {
    return address.empty() ? 0 : boost::asio::ip::make_address_v4(address).to_uint();
}

}  // namespace

std::string DeviceDialer::name_for(const std::string& device) const {
    const auto known = program_names_.find(device);
    return known == program_names_.end() ? "" : known->second.name;
}

sim::LedProcess::Lookup DeviceDialer::look_up_for_program(const std::string& device) {
    const sim::LookupSocket::Question& asked = program_names_.at(device);
    sim::LookupInFlight lookup(device, asked.name, asked.address, asked.takes);
    simulation_.faults.on_lookup(device, lookup);
    simulation_.timers.after(lookup.takes(), [this, lookup] {
        simulation_.recorder.add(
            sim::LookupSeen{lookup.device(), lookup.name(), lookup.result(), lookup.address()});
    });
    return {error_of(lookup.result()), host_order(lookup.address()), lookup.takes()};
}

std::unique_ptr<sim::Socket> DeviceDialer::dial(const std::string& device,
                                                sim::SocketEvents& events) {
    const auto name = names_.find(device);
    if (name == names_.end()) return connect(device, events);
    return std::make_unique<sim::LookupSocket>(
        simulation_.timers, simulation_.recorder, simulation_.faults, name->second,
        [this, device, &events] { return connect(device, events); }, events);
}

std::unique_ptr<sim::Socket> DeviceDialer::connect(const std::string& device,
                                                   sim::SocketEvents& events) {
    const sim::TlsSurroundings around{simulation_.timers, simulation_.recorder, simulation_.faults};
    const sim::TlsMode mode = tls_.mode_of(device);
    const bool program = tls_.is_program(device);
    const auto luck = [&] { return luck_.of(device).of(std::to_string(++dialled_[device])); };
    if (program && mode == sim::TlsMode::terminate) {
        return std::make_unique<sim::UnsealingSocket>(
            simulation_.timers, sim::tls_sessions(around, device, tls_.server_profile(), luck()),
            simulation_.network, device, events);
    }
    if (!program && mode == sim::TlsMode::passthrough) {
        return std::make_unique<sim::SealingSocket>(around, tls_.client_profile(device), luck(),
                                                    simulation_.network, device, events);
    }
    return simulation_.network.dial(device, events);
}

}  // namespace breakwire::harness
