#include "scenarios/laws/wire_greeting.hpp"

#include <fmt/format.h>

namespace breakwire::scenarios {

namespace {

using mqtt::PropertyId;

constexpr std::uint8_t retain_not_supported = 0x9A;
constexpr std::uint8_t qos_not_supported = 0x9B;

}  // namespace

void WireGreeting::greeted(WireConnection& connection, const mqtt::Connect& connect,
                           const sim::Event& event) {
    connection.connect_event = event.number;
    connection.version = connect.version;
    connection.client_id = connect.client_id;
    connection.empty_id = connect.client_id.empty();
    connection.clean = connect.clean_start;
    connection.keep_alive = std::chrono::seconds(connect.keep_alive);
    const mqtt::Properties& asks = connect.properties;
    connection.method = asks.get<std::string>(PropertyId::authentication_method);
    if (connect.will) {
        connection.will_qos = connect.will->qos;
        connection.will_retained = connect.will->retain;
    }
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
    judge_will(connection, connack, event);
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
    if (connection.method) {
        judge_method(connection, connack.properties, event);
    } else {
        case_.judge(!connack.properties.has(PropertyId::authentication_method),
                    WireRule::no_authentication, connection,
                    "named no authentication method and got one in CONNACK", event);
    }
    if (connection.empty_id && !connection.clean) {
        case_.judge(false, WireRule::empty_id_refused, connection,
                    "has an empty client id and Clean Session 0, and was let in", event);
    }
}

void WireGreeting::judge_method(const WireConnection& connection, const mqtt::Properties& got,
                                const sim::Event& event) {
    const auto named = got.get<std::string>(PropertyId::authentication_method);
    case_.judge(named == connection.method, WireRule::authentication_kept, connection,
                fmt::format("authenticates by '{}', and the answer names {}", *connection.method,
                            named ? "'" + *named + "'" : "no method"),
                event);
}

void WireGreeting::judge_will(const WireConnection& connection, const mqtt::Connack& connack,
                              const sim::Event& event) {
    const bool some_qos = connection.will_qos != mqtt::Qos::at_most_once;
    if (some_qos && connack.reason == qos_not_supported) {
        case_.rules.held(WireRule::will_qos_refused, connection.version);
    }
    if (connection.will_retained && connack.reason == retain_not_supported) {
        case_.rules.held(WireRule::retained_will_refused, connection.version);
    }
    if (!connection.accepted) return;
    const mqtt::Properties& offers = connack.properties;
    const auto most = offers.get<std::uint8_t>(PropertyId::maximum_qos);
    if (most && static_cast<std::uint8_t>(connection.will_qos) > *most) {
        case_.judge(false, WireRule::will_qos_refused, connection,
                    fmt::format("has a will at a QoS above {}, the most that the broker has, and "
                                "was let in",
                                *most),
                    event);
    }
    if (connection.will_retained &&
        offers.get<std::uint8_t>(PropertyId::retain_available) == std::uint8_t{0}) {
        case_.judge(false, WireRule::retained_will_refused, connection,
                    "has a retained will, and was let in by a broker that retains nothing", event);
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
    const std::string what(mqtt::name(mqtt::type_of(packet)));
    const auto* const auth = std::get_if<mqtt::Auth>(&packet);
    if (!connection.accepted && auth == nullptr) {
        case_.judge(false, WireRule::connack_first, connection,
                    "got " + what + (connection.connacked ? " after a refusal" : " before CONNACK"),
                    event);
    }
    if (auth == nullptr) return;
    if (connection.method) return judge_method(connection, auth->properties, event);
    case_.judge(false, WireRule::no_authentication, connection,
                "named no authentication method and got AUTH", event);
}

}  // namespace breakwire::scenarios
