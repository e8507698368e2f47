#pragma once

#include "harness/brokers/driver.hpp"

namespace breakwire::harness {

/// How a broker that somebody else runs wants TLS to be spoken. Files are in PEM.
struct RemoteTls {
    std::optional<std::string> authority;    ///< whom to trust; absent: any certificate will do
    std::optional<std::string> certificate;  ///< what every device presents
    std::optional<std::string> key;
    std::optional<std::string> name;  ///< in the broker's certificate; its host if absent

    static Fields<RemoteTls> fields();
    void validate(const Places& at) const;
};

/// A broker that somebody else runs, over TCP, TLS or WebSockets, in real time.
///
/// It has no process of ours: what does something to that is skipped. Its accounts are those it
/// has; its rules, limits and persistence cannot be set. Cases share it, so one runs at a time, and
/// before each the sessions of its clients and all retained messages are cleared away.
class RemoteBroker final : public BrokerDriver {
public:
    static Fields<RemoteBroker> fields();
    void validate(const Places& at) const;

    scenarios::BrokerTraits traits() const override;
    std::vector<std::string> lacks(const scenarios::BrokerSection& section) const override;
    std::optional<Address> elsewhere() const override;
    std::optional<sim::TlsSettings> demanded_tls() const override;
    std::uint16_t websocket_port() const override;
    LaunchPlan prepare(const scenarios::BrokerSection& section,
                       const LaunchSite& site) const override;
    void rewrite_acl(const std::vector<scenarios::AclRule>& acl,
                     const std::filesystem::path& folder) const override;

private:
    std::string host_;
    std::int64_t port_ = 1883;
    std::optional<std::int64_t> websocket_port_;
    std::optional<RemoteTls> tls_;
    std::string name_;
    std::string version_ = "of unknown version";
    std::map<std::string, std::string> accounts_;
    std::optional<std::string> sweeper_;
    std::vector<std::string> abilities_;
    double keep_alive_factor_ = 1.5;
    Duration keep_alive_late_ = 10s;
    Duration promptness_ = 2s;
};

}  // namespace breakwire::harness
