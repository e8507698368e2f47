#include "scenarios/laws/wire_form.hpp"

#include <algorithm>
#include <iterator>

#include "sim/mqtt/decode_error.hpp"

namespace breakwire::scenarios {

namespace {

using mqtt::Malformed;
using mqtt::PacketType;

struct Table {
    PacketType type;
    WireRule reasons;
};

/// The packets of a broker that hold a code. Those of DISCONNECT depend on who sends it as well, so
/// they are judged where connections end.
constexpr Table tables[] = {
    {PacketType::connack, WireRule::connack_reason},
    {PacketType::puback, WireRule::puback_reason},
    {PacketType::pubrec, WireRule::pubrec_reason},
    {PacketType::pubrel, WireRule::pubrel_reason},
    {PacketType::pubcomp, WireRule::pubcomp_reason},
    {PacketType::suback, WireRule::suback_reason},
    {PacketType::unsuback, WireRule::unsuback_reason},
    {PacketType::auth, WireRule::auth_reason},
};

/// "v5/3.3.2-2" of "MQTT-3.3.2-2"; empty if the rule is no numbered sentence.
std::string numbered(std::string_view rule, mqtt::Version version) {
    constexpr std::string_view prefix = "MQTT-";
    if (!rule.starts_with(prefix)) return {};
    return (version == mqtt::Version::v5_0 ? "v5/" : "v311/") +
           std::string(rule.substr(prefix.size()));
}

}  // namespace

void WireForm::sound(const WireConnection& connection, const mqtt::Packet& packet) {
    const auto held = [&](WireRule rule) { case_.rules.held(rule, connection.version); };
    held(WireRule::well_formed);
    held(WireRule::reserved_flags);
    const PacketType type = mqtt::type_of(packet);
    if (type == PacketType::connack) held(WireRule::connack_flags);
    const auto* const table = std::find_if(std::begin(tables), std::end(tables),
                                           [&](const Table& each) { return each.type == type; });
    if (table != std::end(tables)) held(table->reasons);
}

void WireForm::malformed(const WireConnection& connection, const sim::PacketSeen& seen,
                         const sim::Event& event) {
    // Without a sound CONNECT the two may speak a protocol that this law does not know.
    if (connection.connect_event == 0 || !seen.error) return;
    const std::string text = "got a malformed packet: " + mqtt::to_string(*seen.error);
    // The decoder names the sentence that binds who reads; this is the one for who writes.
    if (seen.error->why == Malformed::flags_reserved) {
        return case_.judge(false, WireRule::reserved_flags, connection, text, event);
    }
    const std::string id = numbered(seen.error->rule, connection.version);
    case_.rules.violated_by_number(id.empty() ? "BW-WIRE-1" : id, connection.name() + ' ' + text,
                                   event.at, WireCase::evidence(connection, event.number));
}

}  // namespace breakwire::scenarios
