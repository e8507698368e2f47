#include "harness/proxy/proxy_tls.hpp"

#include "harness/brokers/client_tls.hpp"
#include "harness/brokers/text_file.hpp"

namespace breakwire::harness {

namespace {

sim::TlsSurroundings around(Simulation& simulation) {
    return {simulation.timers, simulation.recorder, simulation.faults};
}

}  // namespace

ProxyTls::ProxyTls(Simulation& simulation, const std::string& name, const ProxySettings& settings,
                   sim::Server& bridge)
    : simulation_(simulation),
      luck_(simulation.luck.of("tls").of(name)),
      certificates_(luck_.of("certificates")),
      server_(server_profile(settings.listen.host)),
      door_(around(simulation), luck_.of("door"), bridge,
            [this](const std::string&) { return plan_; }) {
    const auto& upstream = settings.tls->upstream;
    if (upstream) plan_.tls = client_profile(*upstream, settings.upstream.host);
    write_text(settings.tls->authority, certificates_.authority());
}

sim::TlsProfile ProxyTls::server_profile(const std::string& host) const {
    sim::TlsProfile profile;
    profile.settings.part = sim::TlsPart::server;
    profile.credentials = [this, host](sim::CertificateKind kind) {
        return certificates_.server({host, "localhost"}, kind);
    };
    return profile;
}

sim::TlsProfile ProxyTls::client_profile(const UpstreamTls& upstream,
                                         const std::string& host) const {
    return client_profile_of(
        client_tls(upstream.authority, upstream.certificate, upstream.key, host), certificates_,
        "proxy");
}

std::unique_ptr<sim::Socket> ProxyTls::dial(const std::string& device, sim::SocketEvents& events) {
    const Luck luck = luck_.of("client").of(std::to_string(++dialled_));
    return std::make_unique<sim::UnsealingSocket>(
        simulation_.timers, sim::tls_sessions(around(simulation_), device, server_, luck),
        simulation_.network, device, events);
}

void ProxyTls::on_connect(std::unique_ptr<sim::Incoming> incoming) {
    door_.on_connect(std::move(incoming));
}

}  // namespace breakwire::harness
