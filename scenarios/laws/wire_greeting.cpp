#include "scenarios/laws/wire_greeting.hpp"

#include <fmt/format.h>

namespace breakwire::scenarios {

using mqtt::PropertyId;

void WireGreeting::greeted(WireConnection& connection, const mqtt::Connect& connect,
                           const sim::Event& event) {
    connection.connect_event = event.number;
    connection.version = connect.version;
    connection.client_id = connect.client_id;
    connection.empty_id = connect.client_id.empty();
    connection.clean = connect.clean_start;
    connection.keep_alive = std::chrono::seconds(connect.keep_alive);
    const mqtt::Properties& asks = connect.properties;
    connection.names_method = asks.has(PropertyId::authentication_method);
    connection.receive_maximum =
        asks.get<std::uint16_t>(PropertyId::receive_maximum).value_or(0xFFFF);
    if (const auto size = asks.get<std::uint32_t>(PropertyId::maximum_packet_size)) {
        connection.packet_size = *size;
    }
    connection.alias_maximum = asks.get<std::uint16_t>(PropertyId::topic_alias_maximum).value_or(0);
    connection.wants_problems =
        asks.get<std::uint8_t>(PropertyId::request_problem_information).value_or(1) != 0;
    connection.wants_response_information =
        asks.get<std::uint8_t>(PropertyId::request_response_information).value_or(0) != 0;
}

void WireGreeting::connack(WireConnection& connection, const mqtt::Connack& connack,
                           const sim::Event& event) {
    case_.judge(!connection.connacked, WireRule::connack_once, connection, "got a second CONNACK",
                event);
    if (connection.connacked) return;
    case_.rules.held(WireRule::connack_first, connection.version);
    connection.connacked = true;
    connection.accepted = connack.reason == 0;
    connection.resumed = connack.session_present;
    if (!connection.accepted) return;
    connection.accepted_event = event.number;
    judge_terms(connection, connack, event);
    judge_assigned(connection, connack, event);
    if (const auto seconds = connack.properties.get<std::uint16_t>(PropertyId::server_keep_alive)) {
        connection.keep_alive = std::chrono::seconds(*seconds);
    }
}

void WireGreeting::judge_terms(WireConnection& connection, const mqtt::Connack& connack,
                               const sim::Event& event) {
    if (connection.connect_event == 0) return;
    if (!connection.wants_response_information) {
        case_.judge(!connack.properties.has(PropertyId::response_information),
                    WireRule::response_information, connection,
                    "got response information that it did not ask for", event);
    }
    if (!connection.names_method) {
        case_.judge(!connack.properties.has(PropertyId::authentication_method),
                    WireRule::no_authentication, connection,
                    "named no authentication method and got one in CONNACK", event);
    }
    if (connection.empty_id && !connection.clean) {
        case_.judge(false, WireRule::empty_id_refused, connection,
                    "has an empty client id and Clean Session 0, and was let in", event);
    }
}

void WireGreeting::judge_assigned(WireConnection& connection, const mqtt::Connack& connack,
                                  const sim::Event& event) {
    const auto assigned =
        connack.properties.get<std::string>(PropertyId::assigned_client_identifier);
    if (connection.empty_id && connection.connect_event != 0) {
        case_.judge(assigned.has_value(), WireRule::assigned_id, connection,
                    "has no client id and was not told one", event);
    }
    if (!assigned) return;
    const auto other = case_.latest.find(*assigned);
    const bool taken = other != case_.latest.end() && case_.find(other->second) != nullptr &&
                       other->second != connection.id;
    case_.judge(!taken, WireRule::assigned_id_unique, connection,
                "was given the client id '" + *assigned + "', which another connection has", event);
    connection.client_id = *assigned;
}

void WireGreeting::other(WireConnection& connection, const mqtt::Packet& packet,
                         const sim::Event& event) {
    const bool auth = std::holds_alternative<mqtt::Auth>(packet);
    const std::string what(mqtt::name(mqtt::type_of(packet)));
    if (!connection.accepted && !auth) {
        case_.judge(false, WireRule::connack_first, connection,
                    "got " + what + (connection.connacked ? " after a refusal" : " before CONNACK"),
                    event);
    }
    if (auth && !connection.names_method) {
        case_.judge(false, WireRule::no_authentication, connection,
                    "named no authentication method and got AUTH", event);
    }
}

}  // namespace breakwire::scenarios
