#include "harness/wiring/case_tls.hpp"

#include "harness/brokers/client_tls.hpp"
#include "harness/brokers/text_file.hpp"
#include "harness/wiring/device_reader.hpp"
#include "sim/base/invariant.hpp"

namespace breakwire::harness {
namespace {

/// secure-mqtt in IANA's list of service names.
constexpr std::uint16_t tls_port = 8883;

constexpr const char* authority_file = "authority.pem";
constexpr const char* broker_name = "broker";

std::string certificate_file(const std::string& name) { return name + ".certificate.pem"; }
std::string key_file(const std::string& name) { return name + ".key.pem"; }

std::string common_name_of(const scenarios::DeviceSection& device,
                           const devices::DeviceSettings& settings) {
    const devices::ClientSettings& client = settings.client;
    if (client.tls->common_name) return *client.tls->common_name;
    if (client.user) return *client.user;
    const std::string id = settings.client_id(device.name, device.number);
    return (id.empty() ? device.name : id).substr(0, sim::Certificates::longest_common_name);
}

}  // namespace

CaseTls::CaseTls(const CaseJob& job, const AddressRange& addresses, const Address& broker,
                 const Luck& luck)
    : section_(job.scenario->broker.tls),
      demanded_(job.driver->demanded_tls()),
      folder_(job.scratch),
      plain_(broker),
      certificates_(luck.of("certificates")),
      names_{plain_.host, "localhost"} {
    if (!section_) return;
    const auto& devices = job.scenario->devices;
    DeviceReader reader;
    for (std::size_t i = 0; i < devices.size(); ++i) {
        if (!devices[i].has_in_client("tls")) continue;
        add(devices[i], *reader.read(devices[i]), addresses.device(i));
    }
    write_text(folder_ / authority_file, certificates_.authority());
}

void CaseTls::add(const scenarios::DeviceSection& section, const devices::DeviceSettings& settings,
                  const std::string& address) {
    const devices::ClientSettings& client = settings.client;
    if (!client.tls) return;
    const bool program = client.stack == "program";
    if (program) names_.push_back(address);  // on the wall clock the broker is found there
    if (client.host) names_.push_back(*client.host);
    clients_[section.name] = {*client.tls, common_name_of(section, settings),
                              client.host.value_or(plain_.host), program};
}

void CaseTls::write(const std::string& name, const sim::Credentials& credentials) const {
    write_text(folder_ / certificate_file(name), credentials.certificate);
    write_text(folder_ / key_file(name), credentials.key);
}

std::optional<TlsSite> CaseTls::write_broker_files(const std::optional<Address>& websocket) const {
    if (!section_) return std::nullopt;
    write(broker_name, certificates_.server(names_, section_->certificate));
    return TlsSite{authority_file,
                   certificate_file(broker_name),
                   key_file(broker_name),
                   {plain_.host, tls_port},
                   websocket};
}

devices::TlsFiles CaseTls::write_device_files(const std::string& device) const {
    const Client& client = clients_.at(device);
    const std::string name = "device." + device;
    write(name, certificates_.client(client.common_name, client.settings.certificate));
    return {folder_ / authority_file, folder_ / certificate_file(name), folder_ / key_file(name)};
}

sim::TlsMode CaseTls::mode_of(const std::string& device) const {
    const auto client = clients_.find(device);
    return client == clients_.end() ? sim::TlsMode::none : client->second.settings.mode;
}

bool CaseTls::is_program(const std::string& device) const {
    const auto client = clients_.find(device);
    return client != clients_.end() && client->second.program;
}

std::uint16_t CaseTls::port_for(const std::string& device) const {
    return mode_of(device) == sim::TlsMode::none ? plain_.port : tls_port;
}

sim::DoorPlan CaseTls::door_plan(const std::string& device) const {
    sim::DoorPlan plan{port_for(device), std::nullopt, std::nullopt};
    if (mode_of(device) == sim::TlsMode::terminate) plan.tls = client_profile(device);
    if (demanded_) plan.tls = client_profile_of(*demanded_, certificates_, "breakwire");
    return plan;
}

sim::TlsProfile CaseTls::client_profile(const std::string& device) const {
    const Client& client = clients_.at(device);
    sim::TlsProfile profile;
    profile.settings.part = sim::TlsPart::client;
    if (client.settings.verify) {
        profile.settings.authority = certificates_.authority();
        profile.settings.host = client.host;
    }
    profile.settings.lowest = client.settings.at_least;
    profile.settings.highest = client.settings.at_most;
    profile.certificate = client.settings.certificate;
    profile.credentials = [this, &client](sim::CertificateKind kind) {
        return certificates_.client(client.common_name, kind);
    };
    return profile;
}

sim::TlsProfile CaseTls::server_profile() const {
    sim::TlsProfile profile;
    profile.settings.part = sim::TlsPart::server;
    profile.certificate = section_->certificate;
    profile.credentials = [this](sim::CertificateKind kind) {
        return certificates_.server(names_, kind);
    };
    return profile;
}

}  // namespace breakwire::harness
