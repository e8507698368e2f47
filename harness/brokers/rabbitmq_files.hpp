#pragma once

#include <string>

#include "harness/brokers/driver.hpp"

namespace breakwire::harness {

namespace rabbitmq_names {
inline constexpr const char* config = "rabbitmq.conf";
inline constexpr const char* advanced_config = "advanced.config";
inline constexpr const char* database = "mnesia";
inline constexpr const char* definitions = "definitions.json";
inline constexpr const char* plugins = "enabled_plugins";
/// Who a client without a name is to RabbitMQ, which knows nobody without one.
inline constexpr const char* anonymous = "anonymous";
/// Where a node of its own kind would reach it; nobody does.
inline constexpr std::uint16_t node_port = 25672;
}  // namespace rabbitmq_names

/// rabbitmq.conf: listeners, TLS, logging and limits. A pure function of its arguments.
std::string rabbitmq_config(const scenarios::BrokerSection& section, const LaunchSite& site);

/// Whether a device comes through a WebSocket, with TLS or without.
bool rabbitmq_has_websockets(const LaunchSite& site);

/// advanced.config, in Erlang's terms: the listener for WebSockets over TLS, about whose clients'
/// certificates rabbitmq.conf has no words.
std::string rabbitmq_advanced_config(const scenarios::BrokerSection& section,
                                     const LaunchSite& site);

/// Users and rights, in the form of an export of definitions.
std::string rabbitmq_definitions(const scenarios::BrokerSection& section);

/// `definitions` with other rights.
std::string with_rabbitmq_acl(const std::string& definitions,
                              const std::vector<scenarios::AclRule>& acl);

/// A regular expression (PCRE) for the routing and binding keys that `filter` covers: levels are
/// separated by dots, the wildcards of subscriptions are `*` and `#`, and a dot of a topic is a
/// slash in a key. %c and %u become {client_id} and {username}, which RabbitMQ fills in.
/// Source: RabbitMQ 3.10, "MQTT plugin" and "Topic authorisation" of its documentation.
std::string rabbitmq_key_pattern(const TopicFilter& filter);

}  // namespace breakwire::harness
