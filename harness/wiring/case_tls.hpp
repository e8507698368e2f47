#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "devices/device_settings.hpp"
#include "devices/world.hpp"
#include "harness/brokers/driver.hpp"
#include "harness/runner/worker.hpp"
#include "sim/net/layered_door.hpp"

namespace breakwire::harness {

/// Who is who in a case with TLS: its authority, the certificates of the broker and of the devices,
/// and how each device speaks TLS. Where the broker has no `tls`, it knows nobody.
class CaseTls {
public:
    /// `broker`: its listener, which is the one without TLS unless it runs elsewhere.
    CaseTls(const CaseJob& job, const AddressRange& addresses, const Address& broker,
            const Luck& luck);

    /// Writes what the broker's listeners need into the case's scratch folder; `websocket`: where
    /// one for WebSockets is to be. Throws `EnvironmentError`.
    std::optional<TlsSite> write_broker_files(const std::optional<Address>& websocket) const;
    /// The same for a program that speaks TLS itself.
    devices::TlsFiles write_device_files(const std::string& device) const;

    /// Whether the broker has a listener with TLS.
    bool in_use() const { return section_.has_value() || demanded_.has_value(); }
    sim::TlsMode mode_of(const std::string& device) const;
    bool is_program(const std::string& device) const;
    /// The port at which the device expects the broker.
    std::uint16_t port_for(const std::string& device) const;

    /// How a device's connection gets to the broker.
    sim::DoorPlan door_plan(const std::string& device) const;
    /// How a device that speaks TLS presents itself to the broker.
    sim::TlsProfile client_profile(const std::string& device) const;
    /// How the broker is presented to a program.
    sim::TlsProfile server_profile() const;

private:
    struct Client {
        devices::TlsClientSettings settings;
        std::string common_name;
        std::string host;  ///< what it takes the broker for
        bool program = false;
    };
    void add(const scenarios::DeviceSection& section, const devices::DeviceSettings& settings,
             const std::string& address);
    void write(const std::string& name, const sim::Credentials& credentials) const;

    std::optional<scenarios::BrokerTls> section_;
    std::optional<sim::TlsSettings> demanded_;  ///< of everybody, by a broker that runs elsewhere
    std::filesystem::path folder_;
    Address plain_;  ///< the broker's listener without TLS
    sim::Certificates certificates_;
    std::map<std::string, Client> clients_;
    std::vector<std::string> names_;  ///< by which the broker is known
};

}  // namespace breakwire::harness
