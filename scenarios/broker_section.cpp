#include "scenarios/broker_section.hpp"

#include <algorithm>

namespace breakwire {

std::vector<std::pair<std::string, scenarios::Access>> EnumNames<scenarios::Access>::names() {
    using scenarios::Access;
    return {{"none", Access::none},
            {"read", Access::read},
            {"write", Access::write},
            {"readwrite", Access::both}};
}

}  // namespace breakwire

namespace breakwire::scenarios {

Fields<AclRule> AclRule::fields() {
    return Fields<AclRule>("rule", "who may do what with which topics")
        .optional("user", &AclRule::user, "whom it is for; everybody if absent")
        .required("may", &AclRule::may, "what is allowed")
        .required("topics", &AclRule::topics,
                  "topic filters; a rule for everybody may hold %c (client id) and %u (user name)")
        .example("acl: [{user: dashboard, may: read, topics: [\"plant/#\"]}]");
}

void AclRule::validate(const Places& at) const {
    if (topics.empty()) at.fail("topics", "is empty");
    if (!user) return;
    for (const TopicFilter& topic : topics) {
        const bool pattern = topic.text().find("%c") != std::string::npos ||
                             topic.text().find("%u") != std::string::npos;
        if (pattern) at.fail("topics", "holds %c or %u, which only a rule without user may");
    }
}

Fields<Persistence> Persistence::fields() {
    return Fields<Persistence>("persistence", "how the broker keeps sessions over its own end")
        .optional("enabled", &Persistence::enabled, "whether it writes them to disk")
        .optional("autosave", &Persistence::autosave,
                  "how often it does so by itself; the broker's own default if absent")
        .shorthand("enabled")
        .example("broker: {persistence: {enabled: true, autosave: 1s}}");
}

Fields<BrokerLimits> BrokerLimits::fields() {
    return Fields<BrokerLimits>("limits", "limits of the broker; its own defaults if absent")
        .optional("queued_messages", &BrokerLimits::queued_messages,
                  "messages that wait for one client that is away; 0 is unlimited")
        .optional("inflight_messages", &BrokerLimits::inflight_messages,
                  "messages under way to one client at once")
        .optional("packet_size", &BrokerLimits::packet_size, "largest MQTT packet")
        .example("broker: {limits: {queued_messages: 10}}");
}

Fields<BrokerTls> BrokerTls::fields() {
    return Fields<BrokerTls>("tls", "a listener with TLS; its certificates are made for the case")
        .optional("plain", &BrokerTls::plain, "whether the broker listens without TLS as well")
        .optional("require_certificate", &BrokerTls::require_certificate,
                  "whether a client has to present a certificate of the case's authority")
        .optional("use_identity_as_username", &BrokerTls::use_identity_as_username,
                  "the common name of a client's certificate is its user")
        .optional("at_least", &BrokerTls::at_least, "the lowest version of TLS it speaks")
        .optional("certificate", &BrokerTls::certificate, "what is right or wrong with its own")
        .example("broker: {tls: {require_certificate: true}}");
}

void BrokerTls::validate(const Places& at) const {
    if (use_identity_as_username && !require_certificate) {
        at.fail("use_identity_as_username", "needs require_certificate: true");
    }
    if (certificate == sim::CertificateKind::none) {
        at.fail("certificate", "cannot be none: a server has to present one");
    }
}

Fields<BrokerSection> BrokerSection::fields() {
    return Fields<BrokerSection>("broker", "what the scenario needs of the broker")
        .optional("driver", &BrokerSection::driver, "which broker; a broker file overrides it")
        .optional("users", &BrokerSection::users,
                  "names with passwords; without any, everybody may connect")
        .optional("acl", &BrokerSection::acl, "what is allowed; without any rule, everything is")
        .optional("persistence", &BrokerSection::persistence, "what outlives the broker")
        .optional("limits", &BrokerSection::limits, "queues and sizes")
        .optional("tls", &BrokerSection::tls, "a listener with TLS; there is none if absent")
        .optional("lies", &BrokerSection::lies,
                  "faults between the broker and its wire tap: part of the broker under test")
        .example("broker: {users: {dashboard: d-secret}}");
}

namespace {

/// What a name that a client chose makes of a topic filter with %c or %u; nothing if the rule
/// cannot apply to that client.
std::optional<TopicFilter> with_names(const TopicFilter& filter, bool denies,
                                      std::string_view client_id,
                                      const std::optional<std::string>& user) {
    std::string out;
    const std::string& text = filter.text();
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = std::string_view(text).substr(i);
        if (!rest.starts_with("%c") && !rest.starts_with("%u")) {
            out += text[i];
            continue;
        }
        if (rest[1] == 'u' && !user) return std::nullopt;
        const std::string_view name = rest[1] == 'c' ? client_id : std::string_view(*user);
        if (name.find_first_of(denies ? "+#" : "+#/") != std::string_view::npos) {
            return std::nullopt;
        }
        out += name;
        ++i;
    }
    return TopicFilter::parse(out);
}

bool matches(const AclRule& rule, const std::optional<std::string>& user,
             std::string_view client_id, std::string_view topic) {
    return std::any_of(rule.topics.begin(), rule.topics.end(), [&](const TopicFilter& filter) {
        if (rule.user) return filter.matches(topic);
        const auto named = with_names(filter, rule.may == Access::none, client_id, user);
        return named && named->matches(topic);
    });
}

bool allows(const AclRule& rule, Access access) {
    return rule.may == Access::both || rule.may == access;
}

}  // namespace

bool may(const std::vector<AclRule>& acl, Access access, const std::optional<std::string>& user,
         std::string_view client_id, std::string_view topic) {
    if (acl.empty()) return true;
    for (const bool own : {true, false}) {
        bool allowed = false;
        for (const AclRule& rule : acl) {
            if (rule.user.has_value() != own || (own && rule.user != user)) continue;
            if (!matches(rule, user, client_id, topic)) continue;
            if (rule.may == Access::none) return false;
            allowed = allowed || allows(rule, access);
        }
        if (allowed) return true;
    }
    return false;
}

}  // namespace breakwire::scenarios
