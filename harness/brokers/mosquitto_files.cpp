#include "harness/brokers/mosquitto_files.hpp"

#include <sstream>

namespace breakwire::harness {
namespace {

/// Whole seconds, rounded up: mosquitto reads no fractions, and 0 would mean never.
std::int64_t whole_seconds(Duration duration) {
    return std::chrono::ceil<std::chrono::seconds>(duration).count();
}

void write_accounts(std::ostream& out, const scenarios::BrokerSection& section) {
    out << "allow_anonymous " << (section.users.empty() ? "true" : "false") << '\n';
    if (!section.users.empty()) {
        out << "password_file " << mosquitto_names::passwords << '\n';
    }
}

void write_persistence(std::ostream& out, const scenarios::Persistence& persistence) {
    out << "persistence " << (persistence.enabled ? "true" : "false") << '\n';
    if (!persistence.enabled) return;
    // The file's name is appended to the location as it stands.
    out << "persistence_location ./\n"
        << "persistence_file " << mosquitto_names::database << '\n';
    if (persistence.autosave) {
        out << "autosave_interval " << whole_seconds(*persistence.autosave) << '\n';
    }
}

void write_limits(std::ostream& out, const scenarios::BrokerLimits& limits) {
    // Its default of 1000 drops further messages for an offline session without a word. Its own 0
    // is unlimited as well, but 2.0.11 then ends the connection of who publishes without
    // permission.
    constexpr std::int64_t unlimited = 1'000'000'000;
    const std::int64_t queued = limits.queued_messages.value_or(0);
    out << "max_queued_messages " << (queued == 0 ? unlimited : queued) << '\n';
    if (limits.inflight_messages) {
        out << "max_inflight_messages " << *limits.inflight_messages << '\n';
    }
    if (limits.packet_size) out << "max_packet_size " << limits.packet_size->bytes << '\n';
}

const char* word(sim::TlsVersion version) {
    switch (version) {
        case sim::TlsVersion::v1_0:  // not among those that it can name
        case sim::TlsVersion::v1_1:
            return "tlsv1.1";
        case sim::TlsVersion::v1_2:
            return "tlsv1.2";
        case sim::TlsVersion::v1_3:
            return "tlsv1.3";
    }
    return "tlsv1.3";
}

const char* yes_or_no(bool value) { return value ? "true" : "false"; }

/// Options stand behind the listener that they are for.
void write_tls(std::ostream& out, const scenarios::BrokerTls& tls, const TlsSite& site) {
    out << "listener " << site.listen.port << ' ' << site.listen.host << '\n'
        << "cafile " << site.authority << '\n'
        << "certfile " << site.certificate << '\n'
        << "keyfile " << site.key << '\n'
        << "tls_version " << word(tls.at_least) << '\n'
        << "require_certificate " << yes_or_no(tls.require_certificate) << '\n'
        << "use_identity_as_username " << yes_or_no(tls.use_identity_as_username) << '\n';
}

/// What mosquitto calls debug is a line for each packet, to and from each client.
const char* log_types(const LaunchSite& site) {
    if (!site.brief_log) return "log_type all\n";
    return "log_type error\nlog_type warning\nlog_type notice\nlog_type information\n";
}

const char* word(scenarios::Access access) {
    switch (access) {
        case scenarios::Access::none:
            return "deny";
        case scenarios::Access::read:
            return "read";
        case scenarios::Access::write:
            return "write";
        case scenarios::Access::both:
            return "readwrite";
    }
    return "deny";
}

}  // namespace

std::string mosquitto_config(const scenarios::BrokerSection& section, const LaunchSite& site,
                             bool as_root) {
    std::ostringstream out;
    if (as_root) out << "user root\n";
    // Into a pipe, stdout would be buffered by the block: nothing shows while the broker runs.
    out << "log_dest stderr\n"
        << log_types(site)
        << "log_timestamp false\n"
           "set_tcp_nodelay true\n"
           "sys_interval 1\n";
    write_accounts(out, section);
    write_persistence(out, section.persistence);
    write_limits(out, section.limits);
    const Address plain = plain_listener(section, site.listen);
    out << "listener " << plain.port << ' ' << plain.host << '\n';
    if (section.tls && site.tls) write_tls(out, *section.tls, *site.tls);
    return section.acl.empty() ? out.str() : with_acl_file(out.str());
}

std::string with_acl_file(const std::string& config) {
    const std::string option = "acl_file ";
    if (config.find('\n' + option) != std::string::npos) return config;
    return config + option + mosquitto_names::acl + '\n';
}

std::string mosquitto_acl(const std::vector<scenarios::AclRule>& acl) {
    // A wildcard does not match the topics that begin with a dollar sign ([MQTT-4.7.2-1]).
    if (acl.empty()) return "pattern readwrite #\npattern readwrite $SYS/#\n";
    std::ostringstream out;
    for (const scenarios::AclRule& rule : acl) {
        if (rule.user) out << "user " << *rule.user << '\n';
        for (const TopicFilter& filter : rule.topics) {
            // The access is always written out: a filter may itself begin with "read ".
            out << (rule.user ? "topic " : "pattern ") << word(rule.may) << ' ' << filter.text()
                << '\n';
        }
    }
    return out.str();
}

}  // namespace breakwire::harness
