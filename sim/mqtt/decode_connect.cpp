#include "sim/mqtt/decode_bodies.hpp"
#include "sim/mqtt/topic_rules.hpp"

namespace breakwire::mqtt {
namespace {

/// The Connect Flags of section 3.1.2.3 and following.
struct ConnectFlags {
    std::uint8_t bits = 0;

    bool reserved() const { return bits & 0x01; }
    bool clean_start() const { return bits & 0x02; }
    bool will() const { return bits & 0x04; }
    std::uint8_t will_qos() const { return (bits >> 3) & 0x03; }
    bool will_retain() const { return bits & 0x20; }
    bool password() const { return bits & 0x40; }
    bool user_name() const { return bits & 0x80; }
};

Version read_version(Reader& in) {
    const std::size_t name_at = in.offset();
    const std::string name = in.string();
    if (name != "MQTT") in.fail(Malformed::protocol_name_unknown, name_at);
    const std::size_t level_at = in.offset();
    const std::uint8_t level = in.u8();
    if (level != 4 && level != 5) in.fail(Malformed::protocol_level_unknown, level_at);
    return level == 4 ? Version::v3_1_1 : Version::v5_0;
}

ConnectFlags read_flags(Reader& in) {
    const std::size_t at = in.offset();
    const ConnectFlags flags{in.u8()};
    if (flags.reserved()) in.fail(Malformed::connect_flag_reserved, at);
    if (flags.will() && flags.will_qos() == 3) in.fail(Malformed::will_qos_invalid, at);
    if (!flags.will() && flags.will_qos() != 0) in.fail(Malformed::will_qos_without_will, at);
    if (!flags.will() && flags.will_retain()) in.fail(Malformed::will_retain_without_will, at);
    // 5.0 dropped this rule, for tokens that need no name (section 3.1.2.9).
    if (in.version() == Version::v3_1_1 && flags.password() && !flags.user_name()) {
        in.fail(Malformed::password_without_user_name, at);
    }
    return flags;
}

Will read_will(Reader& in, ConnectFlags flags) {
    Will will;
    will.qos = static_cast<Qos>(flags.will_qos());
    will.retain = flags.will_retain();
    will.properties = read_properties(in, in_will);
    will.topic = read_topic(in);
    will.payload = in.binary();
    return will;
}

/// Data that no method explains means nothing (section 3.1.2.11.10).
void check_authentication(Reader& in, const Properties& properties, std::size_t offset) {
    if (properties.has(PropertyId::authentication_data) &&
        !properties.has(PropertyId::authentication_method)) {
        in.fail(Malformed::authentication_method_missing, offset, "3.1.2.11.10");
    }
}

}  // namespace

std::string read_topic(Reader& in) {
    const std::size_t at = in.offset();
    std::string topic = in.string();
    if (topic.empty()) in.fail(Malformed::topic_empty, at);
    if (has_wildcard(topic)) in.fail(Malformed::topic_wildcard, at);
    return topic;
}

Connect read_connect(Reader& in) {
    Connect connect;
    connect.version = read_version(in);
    in.set_version(connect.version);
    const ConnectFlags flags = read_flags(in);
    connect.clean_start = flags.clean_start();
    connect.keep_alive = in.u16();
    const std::size_t properties_at = in.offset();
    connect.properties = read_properties(in, in_packet(PacketType::connect));
    check_authentication(in, connect.properties, properties_at);
    connect.client_id = in.string();
    if (flags.will()) connect.will = read_will(in, flags);
    if (flags.user_name()) connect.user_name = in.string();
    if (flags.password()) connect.password = in.binary();
    return connect;
}

Connack read_connack(Reader& in) {
    Connack connack;
    const std::size_t at = in.offset();
    const std::uint8_t flags = in.u8();
    if (flags & 0xFE) in.fail(Malformed::connack_flags_reserved, at);
    connack.session_present = flags & 0x01;
    connack.reason = read_reason(in, PacketType::connack);
    if (connack.session_present && connack.reason != 0) {
        in.fail(Malformed::session_present_on_refusal, at);
    }
    connack.properties = read_properties(in, in_packet(PacketType::connack));
    return connack;
}

}  // namespace breakwire::mqtt
