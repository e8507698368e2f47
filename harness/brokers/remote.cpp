#include "harness/brokers/remote.hpp"

#include <netdb.h>

#include <memory>

#include "harness/brokers/client_tls.hpp"
#include "harness/brokers/command.hpp"
#include "harness/brokers/sweep.hpp"

namespace breakwire::harness {

namespace {

/// The first IPv4 address of `host`. Throws EnvironmentError.
std::string address_of(const std::string& host) {
    addrinfo wanted{};
    wanted.ai_family = AF_INET;
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (const int failure = getaddrinfo(host.c_str(), nullptr, &wanted, &found); failure != 0) {
        throw EnvironmentError("cannot find the broker's host " + host + ": " +
                               gai_strerror(failure));
    }
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner(found, freeaddrinfo);
    char text[NI_MAXHOST];
    getnameinfo(found->ai_addr, found->ai_addrlen, text, sizeof text, nullptr, 0, NI_NUMERICHOST);
    return text;
}

}  // namespace

Fields<RemoteTls> RemoteTls::fields() {
    return Fields<RemoteTls>("tls", "how everybody speaks TLS with the broker")
        .optional("authority", &RemoteTls::authority,
                  "the file of whom to trust; any certificate will do if absent")
        .optional("certificate", &RemoteTls::certificate, "the file of what every device presents")
        .optional("key", &RemoteTls::key, "the file of its private key")
        .optional("name", &RemoteTls::name,
                  "who the broker's certificate is for; the host if absent")
        .example("tls: {authority: ca.pem, certificate: tester.pem, key: tester.key}");
}

void RemoteTls::validate(const Places& at) const {
    if (certificate.has_value() != key.has_value()) at.fail("certificate", "goes with a key");
}

Fields<RemoteBroker> RemoteBroker::fields() {
    return Fields<RemoteBroker>("remote",
                                "a broker that somebody else runs; one case at a time, and each "
                                "clears sessions and retained messages away first")
        .required("host", &RemoteBroker::host_, "its name or IPv4 address")
        .optional("port", &RemoteBroker::port_, "where it listens")
        .optional("tls", &RemoteBroker::tls_, "how TLS is spoken there; plain TCP if absent")
        .optional("websocket_port", &RemoteBroker::websocket_port_,
                  "where it listens for WebSockets, over TLS if there is `tls`; absent: nowhere")
        .optional("name", &RemoteBroker::name_, "what it is called; its address if absent")
        .optional("version", &RemoteBroker::version_, "its version, for reports and deviations")
        .optional(
            "accounts", &RemoteBroker::accounts_,
            "names with passwords that it knows; a scenario whose users are others is skipped")
        .optional("sweeper", &RemoteBroker::sweeper_,
                  "the account that may read and write everything; absent: nobody's name")
        .optional("abilities", &RemoteBroker::abilities_,
                  "what it can do: mqtt3, mqtt5, qos2, users")
        .optional("keep_alive_factor", &RemoteBroker::keep_alive_factor_,
                  "after how many times keep alive it drops a silent client")
        .optional("keep_alive_late", &RemoteBroker::keep_alive_late_,
                  "how much later than that it may be")
        .optional("promptness", &RemoteBroker::promptness_,
                  "how long it may take for what it does at once")
        .example("driver: remote, host: 192.0.2.7, abilities: [mqtt3, mqtt5, qos2]");
}

void RemoteBroker::validate(const Places& at) const {
    if (port_ < 1 || port_ > 65535) at.fail("port", "is not from 1 to 65535");
    if (websocket_port_ && (*websocket_port_ < 1 || *websocket_port_ > 65535)) {
        at.fail("websocket_port", "is not from 1 to 65535");
    }
    if (keep_alive_factor_ < 1) at.fail("keep_alive_factor", "is below 1");
    if (sweeper_ && !accounts_.contains(*sweeper_)) at.fail("sweeper", "is none of the accounts");
    check_abilities(abilities_, at);
}

scenarios::BrokerTraits RemoteBroker::traits() const {
    scenarios::BrokerTraits traits;
    traits.name = name_.empty() ? host_ + ':' + std::to_string(port_) : name_;
    traits.version = version_;
    traits.abilities = {abilities_.begin(), abilities_.end()};
    if (websocket_port_) traits.abilities.insert("websocket");
    traits.why_not_led = "runs elsewhere";
    traits.elsewhere = true;
    declare_times(traits, keep_alive_factor_, keep_alive_late_, promptness_);
    return traits;
}

std::vector<std::string> RemoteBroker::lacks(const scenarios::BrokerSection& section) const {
    std::vector<std::string> lacking;
    for (const auto& [user, password] : section.users) {
        const auto known = accounts_.find(user);
        if (known == accounts_.end()) {
            lacking.push_back("the account " + user);
        } else if (known->second != password) {
            lacking.push_back("the account " + user + " with that password");
        }
    }
    if (section.users.empty() && !accounts_.empty()) lacking.push_back("clients without a name");
    if (section.tls) lacking.push_back("certificates made for the case");
    if (!section.acl.empty()) lacking.push_back("rules that can be set");
    if (section.persistence.enabled) lacking.push_back("persistence that can be set");
    const scenarios::BrokerLimits& limits = section.limits;
    if (limits.queued_messages || limits.inflight_messages || limits.packet_size) {
        lacking.push_back("limits that can be set");
    }
    return lacking;
}

std::optional<Address> RemoteBroker::elsewhere() const {
    return Address{address_of(host_), static_cast<std::uint16_t>(port_)};
}

std::optional<sim::TlsSettings> RemoteBroker::demanded_tls() const {
    if (!tls_) return std::nullopt;
    return client_tls(tls_->authority, tls_->certificate, tls_->key, tls_->name.value_or(host_));
}

std::uint16_t RemoteBroker::websocket_port() const {
    return static_cast<std::uint16_t>(websocket_port_.value_or(0));
}

LaunchPlan RemoteBroker::prepare(const scenarios::BrokerSection&, const LaunchSite& site) const {
    sweep(site.listen, demanded_tls(), site.client_ids,
          sweeper_ ? Account{*sweeper_, accounts_.at(*sweeper_)} : Account{});
    LaunchPlan plan;
    plan.folder = site.folder;
    plan.address = site.listen;
    return plan;
}

void RemoteBroker::rewrite_acl(const std::vector<scenarios::AclRule>&,
                               const std::filesystem::path&) const {
    throw EnvironmentError("the rules of a broker that runs elsewhere cannot be set");
}

}  // namespace breakwire::harness
