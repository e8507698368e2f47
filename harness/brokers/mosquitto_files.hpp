#pragma once

#include <filesystem>
#include <string>

#include "harness/brokers/driver.hpp"

/// The text of the files that mosquitto reads: pure functions of the `broker:` section.
/// Source: mosquitto.conf(5) and mosquitto_passwd(1) of 2.0.11; what they leave open was tried on
/// Debian's 2.0.11-1.2+deb12u2.
namespace breakwire::harness {

namespace mosquitto_names {
inline constexpr const char* config = "mosquitto.conf";
inline constexpr const char* passwords = "passwords";
inline constexpr const char* acl = "acl";
inline constexpr const char* database = "mosquitto.db";
}  // namespace mosquitto_names

/// mosquitto.conf. Files are named without their folder, which is the one mosquitto runs in: its
/// log mentions them, and is to be the same in every run. With `as_root` the broker stays root:
/// left to itself it becomes the user `mosquitto`, who may not write into `site.folder`, and goes
/// on without persistence.
std::string mosquitto_config(const scenarios::BrokerSection& section, const LaunchSite& site,
                             bool as_root);

/// `config` with an `acl_file`, if it has none: it takes effect when the configuration is read
/// again. Once there is one, mosquitto no longer goes without.
std::string with_acl_file(const std::string& config);

/// The `acl_file`. Rules of a user become a block of that user. Rules of everybody become
/// `pattern` lines, which hold for anonymous clients too and need not contain %c or %u; lines
/// before the first `user` would hold for anonymous clients alone. A `deny` in a user's block beats
/// everything; a `pattern deny` beats other patterns, and not what a user's own block allows.
/// Without rules, everybody may do everything.
std::string mosquitto_acl(const std::vector<scenarios::AclRule>& acl);

/// The `password_file`, one line a user; salts come from `luck`.
std::string mosquitto_passwords(const std::map<std::string, std::string>& users, const Luck& luck);

/// `$7$101$SALT$HASH`: PBKDF2 with HMAC-SHA512, 101 rounds, 64 octets, both parts in Base64.
std::string mosquitto_password_hash(const std::string& password, ByteView salt);

}  // namespace breakwire::harness
