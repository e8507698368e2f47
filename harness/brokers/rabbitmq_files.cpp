#include "harness/brokers/rabbitmq_files.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

namespace breakwire::harness {
namespace {

using nlohmann::json;
using scenarios::Access;

constexpr const char* every_client_queue_and_topic = "^(mqtt-subscription-.*|amq\\.topic)$";
constexpr const char* nothing = "^$";

void write_rabbitmq_tls(std::ostream& out, const scenarios::BrokerTls& tls, const TlsSite& site) {
    out << "mqtt.listeners.ssl.1 = " << site.listen.text() << '\n'
        << "ssl_options.cacertfile = " << site.authority << '\n'
        << "ssl_options.certfile = " << site.certificate << '\n'
        << "ssl_options.keyfile = " << site.key << '\n'
        << "ssl_options.verify = " << (tls.require_certificate ? "verify_peer" : "verify_none")
        << '\n'
        << "ssl_options.fail_if_no_peer_cert = " << (tls.require_certificate ? "true" : "false")
        << '\n'
        << "ssl_options.versions.1 = tlsv1.3\n";
    if (tls.at_least != sim::TlsVersion::v1_3) out << "ssl_options.versions.2 = tlsv1.2\n";
    if (tls.use_identity_as_username) {
        out << "mqtt.ssl_cert_login = true\n"
               "ssl_cert_login_from = common_name\n";
    }
}

/// The keys that somebody may write or read, as one expression. Rules for everybody are
/// everybody's.
std::string keys_for(const std::string& user, Access access,
                     const std::vector<scenarios::AclRule>& acl) {
    std::string alternatives;
    for (const scenarios::AclRule& rule : acl) {
        const bool allows = rule.may == Access::both || rule.may == access;
        if (!allows || (rule.user && *rule.user != user)) continue;
        for (const TopicFilter& filter : rule.topics) {
            alternatives += (alternatives.empty() ? "" : "|") + rabbitmq_key_pattern(filter);
        }
    }
    return alternatives.empty() ? nothing : "^(" + alternatives + ")$";
}

json topic_permissions(const std::vector<std::string>& users,
                       const std::vector<scenarios::AclRule>& acl) {
    json permissions = json::array();
    if (acl.empty()) return permissions;
    for (const std::string& user : users) {
        permissions.push_back({{"user", user},
                               {"vhost", "/"},
                               {"exchange", "amq.topic"},
                               {"write", keys_for(user, Access::write, acl)},
                               {"read", keys_for(user, Access::read, acl)}});
    }
    return permissions;
}

std::string escaped(char letter) {
    constexpr std::string_view special = "\\^$.|?*+()[]{}";
    return special.find(letter) == std::string_view::npos ? std::string(1, letter)
                                                          : std::string("\\") + letter;
}

/// One level of a topic filter.
std::string level_pattern(const std::string& level) {
    // A subscription with # would cover more than this level.
    if (level == "+") return "[^.#]*";
    std::string pattern;
    for (std::size_t i = 0; i < level.size(); ++i) {
        const std::string_view rest = std::string_view(level).substr(i);
        if (rest.starts_with("%c") || rest.starts_with("%u")) {
            pattern += rest[1] == 'c' ? "{client_id}" : "{username}";
            ++i;
        } else {
            pattern += level[i] == '.' ? "/" : escaped(level[i]);
        }
    }
    return pattern;
}

}  // namespace

std::string rabbitmq_config(const scenarios::BrokerSection& section, const LaunchSite& site) {
    std::ostringstream out;
    const bool plain = !section.tls || section.tls->plain;
    out << "listeners.tcp = none\n"
        << (plain ? "mqtt.listeners.tcp.1 = " + site.listen.text() : "mqtt.listeners.tcp = none")
        << '\n'
        << "mqtt.allow_anonymous = " << (section.users.empty() ? "true" : "false") << '\n'
        << "mqtt.default_user = " << rabbitmq_names::anonymous << '\n'
        << "mqtt.default_pass = " << rabbitmq_names::anonymous << '\n'
        << "load_definitions = " << rabbitmq_names::definitions << '\n'
        << "log.console = true\n"
           "log.console.level = info\n"
           "log.file = false\n"
           // It would stop publishers on a disk that is nearly full, whoever has filled it.
           "disk_free_limit.absolute = 1MB\n";
    if (section.limits.inflight_messages) {
        out << "mqtt.prefetch = " << *section.limits.inflight_messages << '\n';
    }
    if (site.websocket) {
        out << "web_mqtt.tcp.ip = " << site.websocket->host << '\n'
            << "web_mqtt.tcp.port = " << site.websocket->port << '\n';
    }
    if (rabbitmq_has_websockets(site)) {
        out << "web_mqtt.ws_path = /mqtt\n";
        // It would listen at its usual port of all addresses, where others of its kind may be.
        if (!site.websocket) out << "web_mqtt.tcp.listener = none\n";
    }
    if (section.tls && site.tls) write_rabbitmq_tls(out, *section.tls, *site.tls);
    return out.str();
}

bool rabbitmq_has_websockets(const LaunchSite& site) {
    return site.websocket || (site.tls && site.tls->websocket);
}

std::string rabbitmq_advanced_config(const scenarios::BrokerSection& section,
                                     const LaunchSite& site) {
    if (!section.tls || !site.tls || !site.tls->websocket) return "[].\n";
    const TlsSite& tls = *site.tls;
    const bool newest_only = section.tls->at_least == sim::TlsVersion::v1_3;
    const bool asks = section.tls->require_certificate;
    std::ostringstream out;
    out << "[{rabbitmq_web_mqtt, [{ssl_config, [\n"
        << "  {ip, \"" << tls.websocket->host << "\"}, {port, " << tls.websocket->port << "},\n"
        << "  {cacertfile, \"" << tls.authority << "\"},\n"
        << "  {certfile, \"" << tls.certificate << "\"}, {keyfile, \"" << tls.key << "\"},\n"
        << "  {verify, " << (asks ? "verify_peer" : "verify_none") << "},\n"
        << "  {fail_if_no_peer_cert, " << (asks ? "true" : "false") << "},\n"
        << "  {versions, ['tlsv1.3'" << (newest_only ? "" : ", 'tlsv1.2'") << "]}]}]}].\n";
    return out.str();
}

std::string rabbitmq_definitions(const scenarios::BrokerSection& section) {
    std::map<std::string, std::string> users = section.users;
    if (users.empty()) users[rabbitmq_names::anonymous] = rabbitmq_names::anonymous;
    json accounts = json::array();
    json permissions = json::array();
    for (const auto& [user, password] : users) {
        accounts.push_back({{"name", user}, {"password", password}, {"tags", ""}});
        permissions.push_back({{"user", user},
                               {"vhost", "/"},
                               {"configure", every_client_queue_and_topic},
                               {"write", every_client_queue_and_topic},
                               {"read", every_client_queue_and_topic}});
    }
    const json all{{"users", accounts},
                   {"vhosts", json::array({{{"name", "/"}}})},
                   {"permissions", permissions}};
    return with_rabbitmq_acl(all.dump(), section.acl);
}

std::string with_rabbitmq_acl(const std::string& definitions,
                              const std::vector<scenarios::AclRule>& acl) {
    json changed = json::parse(definitions);
    std::vector<std::string> users;
    for (const json& user : changed.at("users")) users.push_back(user.at("name"));
    changed["topic_permissions"] = topic_permissions(users, acl);
    return changed.dump(2) + '\n';
}

std::string rabbitmq_key_pattern(const TopicFilter& filter) {
    std::istringstream levels(filter.text() + '/');
    std::string pattern;
    bool first = true;
    for (std::string level; std::getline(levels, level, '/'); first = false) {
        // "plant/#" covers "plant" as well ([MQTT-4.7.1-2]).
        if (level == "#") return first ? ".*" : pattern + "(\\..*)?";
        pattern += (first ? "" : "\\.") + level_pattern(level);
    }
    return pattern;
}

}  // namespace breakwire::harness
