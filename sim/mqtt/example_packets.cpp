#include "sim/mqtt/example_packets.hpp"

#include <utility>

namespace breakwire::mqtt::examples {
namespace {

constexpr Version old = Version::v3_1_1;
constexpr Version v5 = Version::v5_0;

Properties for_packet(PacketType type, Version version) {
    return version == v5 ? properties_in(in_packet(type)) : Properties();
}

Will will(Version version) {
    const Properties properties = version == v5 ? properties_in(in_will) : Properties();
    return {"plant/1/state", to_bytes("offline"), Qos::at_least_once, true, properties};
}

Connect full_connect(Version version) {
    const Properties properties = for_packet(PacketType::connect, version);
    return {version,       false,         10,      properties,
            "thermometer", will(version), "alice", Bytes{std::byte{0}, std::byte{0xFF}}};
}

template <class Ack>
void add_acks(std::vector<Example>& out, const std::string& name, PacketType type,
              std::uint8_t refusal) {
    out.push_back({name + "_3_1_1", old, Ack{7}});
    out.push_back({name + "_5_shortest", v5, Ack{7}});
    out.push_back({name + "_5_reason_only", v5, Ack{0xFFFF, refusal}});
    out.push_back({name + "_5_full", v5, Ack{1, 0, for_packet(type, v5)}});
}

void add_connection_packets(std::vector<Example>& out, Version version, const std::string& tail) {
    out.push_back({"connect_bare" + tail, version, Connect{version}});
    out.push_back({"connect_full" + tail, version, full_connect(version)});
    out.push_back({"connack_accepted" + tail, version,
                   Connack{true, 0, for_packet(PacketType::connack, version)}});
    const std::uint8_t refusal = version == old ? 5 : 0x87;
    out.push_back({"connack_refused" + tail, version, Connack{false, refusal}});
    out.push_back({"pingreq" + tail, version, Pingreq{}});
    out.push_back({"pingresp" + tail, version, Pingresp{}});
    out.push_back({"disconnect" + tail, version, Disconnect{}});
}

void add_messages(std::vector<Example>& out, Version version, const std::string& tail) {
    const Properties properties = for_packet(PacketType::publish, version);
    out.push_back(
        {"publish_q0" + tail, version,
         Publish{false, Qos::at_most_once, true, "a/b", 0, properties, to_bytes("21.5")}});
    out.push_back({"publish_q1" + tail, version,
                   Publish{true, Qos::at_least_once, false, "a", 7, properties, {}}});
    // Long enough for a Remaining Length of three bytes.
    out.push_back({"publish_q2" + tail, version,
                   Publish{false, Qos::exactly_once, false, "a", 0xFFFF, {}, Bytes(20'000)}});
}

void add_subscriptions(std::vector<Example>& out, Version version, const std::string& tail) {
    const bool is_5 = version == v5;
    Subscribe subscribe{1, for_packet(PacketType::subscribe, version), {}};
    subscribe.subscriptions.push_back({"plant/#", Qos::at_least_once, is_5, is_5});
    subscribe.subscriptions.push_back(
        {"+", Qos::exactly_once, false, false, is_5 ? std::uint8_t{2} : std::uint8_t{0}});
    subscribe.subscriptions.push_back({"$share/group/a/+", Qos::at_most_once});
    out.push_back({"subscribe" + tail, version, subscribe});
    out.push_back({"suback" + tail, version,
                   Suback{1, for_packet(PacketType::suback, version), {0, 1, 2, 0x80}}});
    out.push_back({"unsubscribe" + tail, version,
                   Unsubscribe{2, for_packet(PacketType::unsubscribe, version), {"plant/#", "/"}}});
    Unsuback unsuback{2, for_packet(PacketType::unsuback, version), {}};
    if (is_5) unsuback.reasons = {0, 0x11, 0x87};
    out.push_back({"unsuback" + tail, version, unsuback});
}

void add_packets_of_5_0(std::vector<Example>& out) {
    Publish aliased{false, Qos::at_most_once, false, "", 0, {}, to_bytes("x")};
    aliased.properties.add(PropertyId::topic_alias, 3);
    out.push_back({"publish_by_alias", v5, aliased});
    Connect token{v5};
    token.password = to_bytes("token");
    out.push_back({"connect_password_alone", v5, token});
    out.push_back({"disconnect_reason_only", v5, Disconnect{0x04}});
    out.push_back(
        {"disconnect_full", v5, Disconnect{0x8E, for_packet(PacketType::disconnect, v5)}});
    out.push_back({"auth_shortest", v5, Auth{}});
    out.push_back({"auth_full", v5, Auth{0x18, for_packet(PacketType::auth, v5)}});
}

PropertyValue value(WireType type, std::uint32_t number) {
    switch (type) {
        case WireType::byte:
            return static_cast<std::uint8_t>(number);
        case WireType::two_byte:
            return static_cast<std::uint16_t>(number);
        case WireType::four_byte:
        case WireType::varint:
            return number;
        case WireType::string:
            return std::string("caf\xC3\xA9/1");
        case WireType::binary:
            return Bytes{std::byte{0}, std::byte{0xFF}};
        case WireType::pair:
            return StringPair{"room", ""};
    }
    return {};
}

}  // namespace

Property property(PropertyId id) {
    const PropertyInfo& info = *property_info(id);
    return {id, value(info.type, info.largest)};
}

Properties properties_in(Place place) {
    Properties list;
    for (const PropertyInfo& info : all_properties()) {
        if (!info.allowed_in(place)) continue;
        const Property each = property(info.id);
        list.add(each.id, each.value);
        if (info.repeatable_in(place)) list.add(each.id, each.value);
    }
    return list;
}

std::vector<Example> all() {
    std::vector<Example> out;
    for (const auto& [version, tail] : {std::pair{old, "_3_1_1"}, std::pair{v5, "_5"}}) {
        add_connection_packets(out, version, tail);
        add_messages(out, version, tail);
        add_subscriptions(out, version, tail);
    }
    add_acks<Puback>(out, "puback", PacketType::puback, 0x10);
    add_acks<Pubrec>(out, "pubrec", PacketType::pubrec, 0x97);
    add_acks<Pubrel>(out, "pubrel", PacketType::pubrel, 0x92);
    add_acks<Pubcomp>(out, "pubcomp", PacketType::pubcomp, 0x92);
    add_packets_of_5_0(out);
    return out;
}

}  // namespace breakwire::mqtt::examples
