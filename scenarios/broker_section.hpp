#pragma once

#include "sim/base/fields.hpp"
#include "sim/mqtt/value_types.hpp"
#include "sim/tls/value_types.hpp"

namespace breakwire::scenarios {

enum class Access { none, read, write, both };  ///< typed none, read, write, readwrite

/// Who may do what with which topics. `user` absent: everybody, the topics may hold %c (client id)
/// and %u (user name).
///
/// The rules that name a user decide first, then those of everybody. Within each, a `none` rule
/// that matches denies whatever the others say; what no rule allows is denied.
struct AclRule {
    std::optional<std::string> user;
    Access may = Access::both;
    std::vector<TopicFilter> topics;

    static Fields<AclRule> fields();
    void validate(const Places& at) const;
    bool operator==(const AclRule&) const = default;
};

/// How the broker keeps sessions over a crash or restart.
struct Persistence {
    bool enabled = false;
    std::optional<Duration> autosave;  ///< how often it saves by itself; its own default if absent

    static Fields<Persistence> fields();
};

struct BrokerLimits {
    std::optional<std::int64_t> queued_messages;    ///< per offline session; 0 is unlimited
    std::optional<std::int64_t> inflight_messages;  ///< per client
    std::optional<DataSize> packet_size;

    static Fields<BrokerLimits> fields();
};

/// A listener with TLS, at the port that is registered for it.
struct BrokerTls {
    bool plain = true;  ///< it also listens without
    bool require_certificate = false;
    bool use_identity_as_username = false;  ///< the common name of a client's certificate
    sim::TlsVersion at_least = sim::TlsVersion::v1_2;
    sim::CertificateKind certificate = sim::CertificateKind::valid;  ///< its own

    static Fields<BrokerTls> fields();
    void validate(const Places& at) const;
};

/// The neutral `broker:` section: what a scenario needs of any broker. A driver turns it into a
/// real broker's configuration.
struct BrokerSection {
    std::string driver = "mosquitto";
    std::map<std::string, std::string> users;  ///< name to password; empty: anonymous is allowed
    std::vector<AclRule> acl;                  ///< empty: everybody may do everything
    Persistence persistence;
    BrokerLimits limits;
    std::optional<BrokerTls> tls;  ///< absent: plain MQTT alone
    std::vector<Node> lies;        ///< packet faults between the broker tap and the broker

    static Fields<BrokerSection> fields();
};

/// Whether `user` (absent: anonymous) with `client_id` may read or write `topic` under `acl`.
///
/// A name that stands for %c or %u never widens a rule: with `+` or `#` in it the rule matches
/// nothing, with `/` it allows nothing.
bool may(const std::vector<AclRule>& acl, Access access, const std::optional<std::string>& user,
         std::string_view client_id, std::string_view topic);

}  // namespace breakwire::scenarios

namespace breakwire {

template <>
struct EnumNames<scenarios::Access> {
    static std::vector<std::pair<std::string, scenarios::Access>> names();
};

}  // namespace breakwire
