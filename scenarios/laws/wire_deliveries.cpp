#include "scenarios/laws/wire_deliveries.hpp"

#include <fmt/format.h>

#include "scenarios/laws/packet_properties.hpp"

namespace breakwire::scenarios {

namespace {

using mqtt::PacketType;
using mqtt::PropertyId;

bool may_explain_problems(PacketType type) {
    return type == PacketType::publish || type == PacketType::connack ||
           type == PacketType::disconnect;
}

/// What the standard says once more where it comes to each quality of service.
WireRule unused_rule(mqtt::Qos qos) {
    return qos == mqtt::Qos::exactly_once ? WireRule::id_unused_at_qos_2
                                          : WireRule::id_unused_at_qos_1;
}

}  // namespace

void WireDeliveries::sent(WireConnection& connection, const mqtt::Packet& packet, std::size_t size,
                          const sim::Event& event) {
    const PacketType type = mqtt::type_of(packet);
    explanations_.sent(connection, packet, size, event);
    if (connection.packet_size) {
        case_.judge(size <= *connection.packet_size, WireRule::packet_size, connection,
                    fmt::format("takes packets of {} octets and got one of {}",
                                *connection.packet_size, size),
                    event);
    }
    if (connection.wants_problems || may_explain_problems(type)) return;
    const mqtt::Properties* properties = properties_of(packet);
    const bool explains = properties != nullptr && (properties->has(PropertyId::reason_string) ||
                                                    properties->has(PropertyId::user_property));
    case_.judge(!explains, WireRule::problem_information, connection,
                fmt::format("asked for no problem information and got it in {}", mqtt::name(type)),
                event);
}

void WireDeliveries::published(WireConnection& connection, const mqtt::Publish& publish,
                               const sim::Event& event) {
    case_.rules.held(WireRule::topic_plain, connection.version);
    if (publish.qos == mqtt::Qos::at_most_once) {
        case_.rules.held(WireRule::no_dup_at_qos_0, connection.version);
    } else {
        numbered(connection, publish, event);
    }
    if (connection.v5() && connection.connect_event != 0) aliased(connection, publish, event);
}

void WireDeliveries::numbered(WireConnection& connection, const mqtt::Publish& publish,
                              const sim::Event& event) {
    const UnderWay fresh{event.number, publish.qos, std::nullopt};
    const bool first = connection.under_way.try_emplace(publish.packet_id, fresh).second;
    if (!first) return repeated(connection, publish, event);
    case_.rules.held(WireRule::id_unused, connection.version);
    case_.rules.held(unused_rule(publish.qos), connection.version);
    ++connection.quota_used;
    // Told once for each time it is passed, at the first delivery too many.
    if (connection.quota_used > connection.receive_maximum + 1) return;
    case_.judge(connection.quota_used <= connection.receive_maximum, WireRule::receive_maximum,
                connection,
                fmt::format("has a Receive Maximum of {} and got one delivery more without "
                            "having finished one",
                            connection.receive_maximum),
                event);
}

void WireDeliveries::repeated(WireConnection& connection, const mqtt::Publish& publish,
                              const sim::Event& event) {
    const UnderWay& known = connection.under_way[publish.packet_id];
    if (!publish.dup) {
        const std::string text =
            fmt::format("got a new PUBLISH with packet id {}, which is in use", publish.packet_id);
        case_.judge(false, WireRule::id_unused, connection, text, event, known.event);
        case_.judge(false, unused_rule(publish.qos), connection, text, event, known.event);
        return;
    }
    case_.judge(false, WireRule::not_resent, connection,
                fmt::format("got the PUBLISH with packet id {} again on the same connection",
                            publish.packet_id),
                event, known.event);
    // One that crosses the PUBREC on its way is no breach.
    if (!known.received || *known.received + case_.traits.promptness >= event.at) return;
    case_.judge(
        false, WireRule::publish_before_pubrec, connection,
        fmt::format("got the PUBLISH with packet id {} again after its PUBREC", publish.packet_id),
        event, known.event);
}

void WireDeliveries::aliased(WireConnection& connection, const mqtt::Publish& publish,
                             const sim::Event& event) {
    const auto alias = publish.properties.get<std::uint16_t>(PropertyId::topic_alias);
    if (connection.alias_maximum == 0) {
        case_.judge(!alias, WireRule::alias_unwanted, connection,
                    "got a topic alias and has no Topic Alias Maximum", event);
        return;
    }
    if (!alias) return;
    case_.judge(*alias <= connection.alias_maximum, WireRule::alias_range, connection,
                fmt::format("has a Topic Alias Maximum of {} and got alias {}",
                            connection.alias_maximum, *alias),
                event);
    if (!publish.topic.empty()) {
        connection.aliases.insert(*alias);
        return;
    }
    case_.judge(connection.aliases.contains(*alias), WireRule::alias_known, connection,
                fmt::format("got alias {} without a topic before", *alias), event);
}

}  // namespace breakwire::scenarios
