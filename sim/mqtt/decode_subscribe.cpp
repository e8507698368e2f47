#include "sim/mqtt/decode_bodies.hpp"
#include "sim/mqtt/topic_rules.hpp"

namespace breakwire::mqtt {
namespace {

std::string read_filter(Reader& in) {
    const std::size_t at = in.offset();
    std::string filter = in.string();
    if (const auto mistake = find_filter_mistake(filter, in.version())) in.fail(*mistake, at);
    return filter;
}

/// The Subscription Options of 5.0 section 3.8.3.1; in 3.1.1 everything but the QoS is reserved
/// (section 3.8.3).
void read_options(Reader& in, Subscription& wanted) {
    const std::size_t at = in.offset();
    const std::uint8_t options = in.u8();
    const std::uint8_t reserved = in.version() == Version::v3_1_1 ? 0xFC : 0xC0;
    if (options & reserved) in.fail(Malformed::subscription_options_reserved, at);
    wanted.qos = static_cast<Qos>(options & 0x03);
    wanted.no_local = options & 0x04;
    wanted.retain_as_published = options & 0x08;
    wanted.retain_handling = (options >> 4) & 0x03;
    if (wanted.qos > Qos::exactly_once) in.fail(Malformed::subscription_qos_invalid, at);
    if (wanted.retain_handling == 3) in.fail(Malformed::retain_handling_invalid, at);
    if (wanted.no_local && is_shared(wanted.filter)) in.fail(Malformed::no_local_on_shared, at);
}

/// One reason for each filter. A list about nothing answers no packet there can be.
std::vector<std::uint8_t> read_reasons(Reader& in, PacketType type, std::string_view empty_rule) {
    std::vector<std::uint8_t> reasons;
    if (!in.more()) in.fail(Malformed::list_empty, in.offset(), empty_rule);
    while (in.more()) reasons.push_back(read_reason(in, type));
    return reasons;
}

}  // namespace

Subscribe read_subscribe(Reader& in) {
    Subscribe subscribe;
    subscribe.packet_id = in.packet_id();
    subscribe.properties = read_properties(in, in_packet(PacketType::subscribe));
    if (!in.more()) {
        const bool old = in.version() == Version::v3_1_1;
        in.fail(Malformed::list_empty, in.offset(), old ? "MQTT-3.8.3-3" : "MQTT-3.8.3-2");
    }
    while (in.more()) {
        Subscription& wanted = subscribe.subscriptions.emplace_back();
        wanted.filter = read_filter(in);
        read_options(in, wanted);
    }
    return subscribe;
}

Suback read_suback(Reader& in) {
    Suback suback;
    suback.packet_id = in.packet_id();
    suback.properties = read_properties(in, in_packet(PacketType::suback));
    const bool old = in.version() == Version::v3_1_1;
    suback.reasons = read_reasons(in, PacketType::suback, old ? "MQTT-3.8.4-5" : "MQTT-3.8.4-6");
    return suback;
}

Unsubscribe read_unsubscribe(Reader& in) {
    Unsubscribe unsubscribe;
    unsubscribe.packet_id = in.packet_id();
    unsubscribe.properties = read_properties(in, in_packet(PacketType::unsubscribe));
    if (!in.more()) in.fail(Malformed::list_empty, in.offset(), "MQTT-3.10.3-2");
    while (in.more()) unsubscribe.filters.push_back(read_filter(in));
    return unsubscribe;
}

Unsuback read_unsuback(Reader& in) {
    Unsuback unsuback;
    unsuback.packet_id = in.packet_id();
    if (in.version() == Version::v3_1_1) return unsuback;
    unsuback.properties = read_properties(in, in_packet(PacketType::unsuback));
    unsuback.reasons = read_reasons(in, PacketType::unsuback, "3.11.3");
    return unsuback;
}

}  // namespace breakwire::mqtt
