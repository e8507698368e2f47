#include "sim/mqtt/encode_bodies.hpp"

#include "sim/mqtt/property_table.hpp"

namespace breakwire::mqtt {
namespace {

/// A bit, or two in the case of a QoS, moved to their place in a byte.
unsigned at(unsigned place, bool set) { return (set ? 1U : 0U) << place; }
unsigned at(unsigned place, Qos qos) { return (static_cast<unsigned>(qos) & 0x03) << place; }

/// Writes a property value in the width it is held in, whatever its id would ask for.
struct ValueWriter {
    Raw& out;
    PropertyId id;

    void operator()(std::uint8_t value) const { out.u8(value); }
    void operator()(std::uint16_t value) const { out.u16(value); }
    void operator()(std::uint32_t value) const {
        const PropertyInfo* info = property_info(id);
        if (info && info->type == WireType::varint) {
            out.varint(value);
        } else {
            out.u32(value);
        }
    }
    void operator()(const std::string& text) const { out.string(text); }
    void operator()(const Bytes& bytes) const { out.binary(bytes); }
    void operator()(const StringPair& pair) const { out.string(pair.name).string(pair.value); }
};

std::uint8_t connect_flags(const Connect& connect) {
    unsigned flags = at(1, connect.clean_start);
    if (connect.will) {
        flags |= at(2, true) | at(3, connect.will->qos) | at(5, connect.will->retain);
    }
    flags |= at(6, connect.password.has_value()) | at(7, connect.user_name.has_value());
    return static_cast<std::uint8_t>(flags);
}

std::uint8_t subscription_options(const Subscription& wanted, Version version) {
    if (version == Version::v3_1_1) return static_cast<std::uint8_t>(at(0, wanted.qos));
    return static_cast<std::uint8_t>(at(0, wanted.qos) | at(2, wanted.no_local) |
                                     at(3, wanted.retain_as_published) |
                                     (wanted.retain_handling & 0x03U) << 4);
}

}  // namespace

void write_properties(Raw& out, const Properties& properties) {
    Raw list;
    for (const Property& each : properties) {
        list.varint(static_cast<std::uint32_t>(each.id));
        std::visit(ValueWriter{list, each.id}, each.value);
    }
    out.varint(static_cast<std::uint32_t>(list.body().size())).bytes(list.body());
}

void write_properties(Raw& out, const Properties& properties, Version version) {
    if (version != Version::v3_1_1) write_properties(out, properties);
}

Raw connect_body(const Connect& connect) {
    Raw out;
    out.string("MQTT").u8(static_cast<std::uint8_t>(connect.version));
    out.u8(connect_flags(connect)).u16(connect.keep_alive);
    write_properties(out, connect.properties, connect.version);
    out.string(connect.client_id);
    if (connect.will) {
        write_properties(out, connect.will->properties, connect.version);
        out.string(connect.will->topic).binary(connect.will->payload);
    }
    if (connect.user_name) out.string(*connect.user_name);
    if (connect.password) out.binary(*connect.password);
    return out;
}

Raw connack_body(const Connack& connack, Version version) {
    Raw out;
    out.u8(connack.session_present ? 1 : 0).u8(connack.reason);
    write_properties(out, connack.properties, version);
    return out;
}

std::uint8_t publish_flags(const Publish& publish) {
    return static_cast<std::uint8_t>(at(3, publish.dup) | at(1, publish.qos) |
                                     at(0, publish.retain));
}

Raw publish_body(const Publish& publish, Version version) {
    Raw out;
    out.string(publish.topic);
    if (publish.qos != Qos::at_most_once) out.u16(publish.packet_id);
    write_properties(out, publish.properties, version);
    out.bytes(publish.payload);
    return out;
}

Raw subscribe_body(const Subscribe& subscribe, Version version) {
    Raw out;
    out.u16(subscribe.packet_id);
    write_properties(out, subscribe.properties, version);
    for (const Subscription& each : subscribe.subscriptions) {
        out.string(each.filter).u8(subscription_options(each, version));
    }
    return out;
}

Raw unsubscribe_body(const Unsubscribe& unsubscribe, Version version) {
    Raw out;
    out.u16(unsubscribe.packet_id);
    write_properties(out, unsubscribe.properties, version);
    for (const std::string& filter : unsubscribe.filters) out.string(filter);
    return out;
}

Raw disconnect_body(const Disconnect& disconnect, Version version) {
    Raw out;
    if (version == Version::v3_1_1) return out;
    if (disconnect.reason != 0 || !disconnect.properties.empty()) out.u8(disconnect.reason);
    if (!disconnect.properties.empty()) write_properties(out, disconnect.properties);
    return out;
}

// Unlike a DISCONNECT, an AUTH with a reason may not leave out its property length (5.0 section
// 3.15.2.1).
Raw auth_body(const Auth& auth) {
    Raw out;
    if (auth.reason == 0 && auth.properties.empty()) return out;
    out.u8(auth.reason);
    write_properties(out, auth.properties);
    return out;
}

}  // namespace breakwire::mqtt
