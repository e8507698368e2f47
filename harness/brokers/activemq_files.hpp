#pragma once

#include <string>

#include "harness/brokers/driver.hpp"

namespace breakwire::harness {

namespace activemq_names {
inline constexpr const char* config = "activemq.xml";
inline constexpr const char* logging = "log4j.properties";
inline constexpr const char* key_store = "broker.p12";
inline constexpr const char* trust_store = "authority.jks";
/// Java wants one; there is nothing to keep.
inline constexpr const char* store_password = "breakwire";
}  // namespace activemq_names

/// activemq.xml: a pure function of its arguments. The rules stand between two comments, so that
/// they can be changed.
std::string activemq_config(const scenarios::BrokerSection& section, const LaunchSite& site);

/// `config` with other rules.
std::string with_activemq_acl(const std::string& config,
                              const std::vector<scenarios::AclRule>& acl);

/// Everything that is worth a line, to standard output.
std::string activemq_logging();

/// A topic filter as ActiveMQ writes destinations: levels are separated by dots, `*` is one level
/// and `>` the rest, and a dot of a topic is a slash.
/// Source: ActiveMQ 5.17, "MQTT" and "Wildcards" of its documentation.
std::string activemq_destination(const TopicFilter& filter);

}  // namespace breakwire::harness
