#include "scenarios/laws/wire_explanations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <iterator>

#include "scenarios/laws/packet_properties.hpp"
#include "sim/mqtt/encode.hpp"

namespace breakwire::scenarios {

namespace {

using mqtt::PacketType;
using mqtt::PropertyId;

struct Explanations {
    PacketType type;
    WireRule reason_string;
    WireRule user_property;
};

constexpr Explanations explanations[] = {
    {PacketType::connack, WireRule::connack_reason_string, WireRule::connack_user_property},
    {PacketType::puback, WireRule::puback_reason_string, WireRule::puback_user_property},
    {PacketType::pubrec, WireRule::pubrec_reason_string, WireRule::pubrec_user_property},
    {PacketType::pubrel, WireRule::pubrel_reason_string, WireRule::pubrel_user_property},
    {PacketType::pubcomp, WireRule::pubcomp_reason_string, WireRule::pubcomp_user_property},
    {PacketType::suback, WireRule::suback_reason_string, WireRule::suback_user_property},
    {PacketType::unsuback, WireRule::unsuback_reason_string, WireRule::unsuback_user_property},
    {PacketType::disconnect, WireRule::disconnect_reason_string,
     WireRule::disconnect_user_property},
    {PacketType::auth, WireRule::auth_reason_string, WireRule::auth_user_property},
};

bool has(const mqtt::Packet& packet, PropertyId id) {
    const mqtt::Properties* const properties = properties_of(packet);
    return properties != nullptr && properties->has(id);
}

std::size_t size_without(mqtt::Packet packet, std::initializer_list<PropertyId> ids) {
    mqtt::Properties* const properties = properties_of(packet);
    for (const PropertyId id : ids) properties->remove(id);
    return mqtt::encode(packet, mqtt::Version::v5_0).size();
}

/// Which of the two should have been left out, with `room` octets for the packet.
struct TooMuch {
    bool reason_string = false;
    bool user_property = false;
};

TooMuch too_much(const mqtt::Packet& packet, std::size_t room) {
    const auto bare = size_without(packet, {PropertyId::reason_string, PropertyId::user_property});
    const bool with_reason = size_without(packet, {PropertyId::user_property}) > room;
    const bool with_user = size_without(packet, {PropertyId::reason_string}) > room;
    if (bare > room) return {};
    return {with_reason, with_user || !with_reason};
}

}  // namespace

void WireExplanations::sent(const WireConnection& connection, const mqtt::Packet& packet,
                            std::size_t size, const sim::Event& event) {
    if (!connection.packet_size) return;
    const auto* const rules =
        std::find_if(std::begin(explanations), std::end(explanations),
                     [&](const Explanations& each) { return each.type == mqtt::type_of(packet); });
    if (rules == std::end(explanations)) return;
    const bool fits = size <= *connection.packet_size;
    const TooMuch found = fits ? TooMuch{} : too_much(packet, *connection.packet_size);
    const auto judge = [&](PropertyId id, bool excess, WireRule rule, const char* what) {
        if (!has(packet, id) || !(fits || excess)) return;
        case_.judge(!excess, rule, connection,
                    fmt::format("takes packets of {} octets, and {} made a {} one of {}",
                                *connection.packet_size, what, mqtt::name(rules->type), size),
                    event);
    };
    judge(PropertyId::reason_string, found.reason_string, rules->reason_string, "a reason string");
    judge(PropertyId::user_property, found.user_property, rules->user_property, "user properties");
}

}  // namespace breakwire::scenarios
