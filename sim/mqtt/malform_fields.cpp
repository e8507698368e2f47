#include <algorithm>

#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/malform_makers.hpp"
#include "sim/mqtt/property_table.hpp"
#include "sim/mqtt/raw.hpp"
#include "sim/mqtt/varint.hpp"

namespace breakwire::mqtt::malformed {
namespace {

/// The first text of a packet that has one; null if it has none.
std::string* text_of(Packet& packet) {
    if (auto* connect = std::get_if<Connect>(&packet)) return &connect->client_id;
    if (auto* publish = std::get_if<Publish>(&packet)) return &publish->topic;
    if (auto* subscribe = std::get_if<Subscribe>(&packet)) {
        return subscribe->subscriptions.empty() ? nullptr : &subscribe->subscriptions[0].filter;
    }
    if (auto* unsubscribe = std::get_if<Unsubscribe>(&packet)) {
        return unsubscribe->filters.empty() ? nullptr : &unsubscribe->filters[0];
    }
    return nullptr;
}

Properties* properties_of(Packet& packet) {
    return std::visit(
        [](auto& body) -> Properties* {
            if constexpr (requires { body.properties; }) return &body.properties;
            return nullptr;
        },
        packet);
}

/// A property that `type` may carry once.
const PropertyInfo* property_of_its_own(PacketType type) {
    const Place place = in_packet(type);
    const auto row = std::ranges::find_if(all_properties(), [place](const PropertyInfo& each) {
        return each.allowed_in(place) && !each.repeatable_in(place);
    });
    return row == all_properties().end() ? nullptr : &*row;
}

void add_valid(Properties& list, const PropertyInfo& info) {
    if (info.type == WireType::string) return list.add(info.id, std::string("x"));
    list.add(info.id, info.largest);
}

Made with_property(Packet packet, Version version, PropertyId id, std::uint32_t value) {
    Properties* list = properties_of(packet);
    if (list == nullptr) return std::nullopt;
    list->remove(id);
    list->add(id, value);
    return encode(packet, version);
}

}  // namespace

Made packet_id_0(Packet packet, Version version) {
    const auto* publish = std::get_if<Publish>(&packet);
    if (publish != nullptr && publish->qos == Qos::at_most_once) return std::nullopt;
    const bool found = std::visit(
        [](auto& body) {
            if constexpr (requires { body.packet_id; }) body.packet_id = 0;
            return requires { body.packet_id; };
        },
        packet);
    if (!found) return std::nullopt;
    return encode(packet, version);
}

Made with_text(Packet packet, Version version, std::string_view text) {
    std::string* field = text_of(packet);
    if (field == nullptr) return std::nullopt;
    *field = text;
    return encode(packet, version);
}

Made reason_unknown(Packet packet, Version version) {
    constexpr std::uint8_t no_code = 0x42;
    const PacketType type = type_of(packet);
    const bool in_both = type == PacketType::connack || type == PacketType::suback;
    if (version == Version::v3_1_1 && !in_both) return std::nullopt;
    std::visit(
        [](auto& body) {
            if constexpr (requires { body.reason; }) body.reason = no_code;
            if constexpr (requires { body.reasons; }) body.reasons = {no_code};
            if constexpr (requires { body.session_present; }) body.session_present = false;
        },
        packet);
    return encode(packet, version);
}

Made property_twice(Packet packet, Version version) {
    Properties* list = properties_of(packet);
    const PropertyInfo* info = property_of_its_own(type_of(packet));
    if (list == nullptr || info == nullptr) return std::nullopt;
    if (!list->has(info->id)) add_valid(*list, *info);
    add_valid(*list, *info);
    return encode(packet, version);
}

Made property_misplaced(Packet packet, Version version) {
    const bool publish = type_of(packet) == PacketType::publish;
    const PropertyId id = publish ? PropertyId::receive_maximum : PropertyId::topic_alias;
    return with_property(std::move(packet), version, id, 1);
}

Made property_unknown(Packet packet, Version version) {
    Properties* list = properties_of(packet);
    if (list == nullptr) return std::nullopt;
    list->add(static_cast<PropertyId>(0x7E), PropertyValue(std::uint8_t{0}));
    return encode(packet, version);
}

Made property_value_forbidden(Packet packet, Version version) {
    switch (type_of(packet)) {
        case PacketType::connect:
            return with_property(std::move(packet), version, PropertyId::receive_maximum, 0);
        case PacketType::connack:
            return with_property(std::move(packet), version, PropertyId::maximum_qos, 2);
        case PacketType::publish:
            return with_property(std::move(packet), version, PropertyId::payload_format_indicator,
                                 2);
        case PacketType::subscribe:
            return with_property(std::move(packet), version, PropertyId::subscription_identifier,
                                 0);
        default:
            return std::nullopt;
    }
}

/// Behind the packet identifier, with which these packets begin, stands the length of the list.
Made property_list_too_long(Packet packet, Version version) {
    constexpr std::size_t identifier = 2;
    const Bytes whole = encode(packet, version);
    const ByteView behind_type = ByteView(whole).subspan(1);
    const ByteView body = behind_type.subspan(read_varint(behind_type)->size);
    const ByteView list = body.subspan(identifier);
    Raw out;
    out.bytes(body.first(identifier)).varint(static_cast<std::uint32_t>(list.size()) + 1);
    out.bytes(list.subspan(read_varint(list)->size));
    return out.packet(std::to_integer<std::uint8_t>(whole[0]));
}

}  // namespace breakwire::mqtt::malformed
