#include "sim/mqtt/decode_bodies.hpp"
#include "sim/mqtt/topic_rules.hpp"

namespace breakwire::mqtt {
namespace {

/// Bits 3 to 0 of the first byte (section 3.3.1).
void read_flags(Reader& in, std::uint8_t flags, Publish& publish) {
    publish.dup = flags & 0x08;
    publish.qos = static_cast<Qos>((flags >> 1) & 0x03);
    publish.retain = flags & 0x01;
    if (publish.qos > Qos::exactly_once) in.fail(Malformed::qos_invalid, 0);
    if (publish.dup && publish.qos == Qos::at_most_once) in.fail(Malformed::dup_at_qos_0, 0);
}

/// An alias stands for the topic of an earlier packet (5.0 section 3.3.2.3.4), so that the name may
/// be left out.
bool may_omit_topic(const Publish& publish) {
    return publish.properties.has(PropertyId::topic_alias);
}

}  // namespace

Publish read_publish(Reader& in, std::uint8_t flags) {
    Publish publish;
    read_flags(in, flags, publish);
    const std::size_t topic_at = in.offset();
    publish.topic = in.string();
    if (has_wildcard(publish.topic)) in.fail(Malformed::topic_wildcard, topic_at, "MQTT-3.3.2-2");
    if (publish.qos != Qos::at_most_once) publish.packet_id = in.packet_id();
    publish.properties = read_properties(in, in_packet(PacketType::publish));
    if (publish.topic.empty() && !may_omit_topic(publish))
        in.fail(Malformed::topic_empty, topic_at);
    publish.payload = in.rest();
    return publish;
}

}  // namespace breakwire::mqtt
