#pragma once

#include <memory>
#include <string>

#include "harness/proxy/proxy_settings.hpp"
#include "harness/wiring/simulation.hpp"
#include "sim/net/layered_door.hpp"

namespace breakwire::harness {

/// Ends TLS on both sides of a proxy, so that faults see MQTT in between: it speaks TLS to clients
/// in the broker's place, and to the broker in theirs if it is to.
///
/// The authority is the proxy's own. Its keys come from the seed and are no secrets: for tests.
class ProxyTls final : public sim::Dialer, public sim::Server {
public:
    /// Writes the authority's certificate, and reads what is for the broker. Throws
    /// `EnvironmentError`. `simulation` and `bridge` must outlive it.
    ProxyTls(Simulation& simulation, const std::string& name, const ProxySettings& settings,
             sim::Server& bridge);

    /// A client has connected.
    std::unique_ptr<sim::Socket> dial(const std::string& device,
                                      sim::SocketEvents& events) override;
    /// Its connection has crossed the network.
    void on_connect(std::unique_ptr<sim::Incoming> incoming) override;

private:
    sim::TlsProfile server_profile(const std::string& host) const;
    sim::TlsProfile client_profile(const UpstreamTls& upstream, const std::string& host) const;

    Simulation& simulation_;
    Luck luck_;
    sim::Certificates certificates_;
    sim::TlsProfile server_;
    sim::DoorPlan plan_;
    sim::LayeredDoor door_;
    std::uint64_t dialled_ = 0;
};

}  // namespace breakwire::harness
