#include "sim/mqtt/differential/random_packets.hpp"

#include <array>

#include "sim/mqtt/property_table.hpp"
#include "sim/mqtt/raw.hpp"
#include "sim/mqtt/reason_code.hpp"
#include "sim/mqtt/varint.hpp"

namespace breakwire::mqtt {

std::string RandomPackets::text() {
    constexpr std::array<const char*, 8> words = {
        "a", "plant/1/level", "caf\xC3\xA9", "/", "\xF0\x9F\x94\xA7", "sys/$x", "b//c", "0"};
    std::string out = words.at(below(words.size()));
    return below(8) == 0 ? out + std::string(below(300), 'x') : out;
}

std::string RandomPackets::filter() {
    constexpr std::array<const char*, 6> filters = {"#", "+", "a/#", "+/b/+", "/", "plant/1"};
    return filters.at(below(filters.size()));
}

Bytes RandomPackets::octets(std::size_t below_size) {
    Bytes out(below(below_size));
    for (std::byte& each : out) each = static_cast<std::byte>(below(256));
    return out;
}

PropertyValue RandomPackets::value(PropertyId property) {
    const PropertyInfo& info = *property_info(property);
    const auto span = std::uint64_t{info.largest} - info.smallest + 1;
    const auto number = static_cast<std::uint32_t>(info.smallest + engine_() % span);
    switch (info.type) {
        case WireType::byte:
            return static_cast<std::uint8_t>(number);
        case WireType::two_byte:
            return static_cast<std::uint16_t>(number);
        case WireType::four_byte:
        case WireType::varint:
            return number;
        case WireType::string:
            return text();
        case WireType::binary:
            return octets(20);
        case WireType::pair:
            break;
    }
    std::string name = text();
    return StringPair{std::move(name), text()};
}

Properties RandomPackets::properties(std::uint8_t place, Version version) {
    Properties out;
    if (version == Version::v3_1_1 || coin()) return out;
    for (const PropertyInfo& info : all_properties()) {
        if (!info.allowed_in(place) || coin()) continue;
        // Data without a method would be a mistake.
        if (info.id == PropertyId::authentication_data &&
            !out.has(PropertyId::authentication_method)) {
            continue;
        }
        out.add(info.id, value(info.id));
        if (info.repeatable_in(place) && coin()) out.add(info.id, value(info.id));
    }
    return out;
}

std::uint8_t RandomPackets::reason(PacketType type, Version version) {
    for (;;) {
        const auto code = static_cast<std::uint8_t>(below(256));
        if (reason_known(type, version, code)) return code;
    }
}

Will RandomPackets::will(Version version) {
    Will out{text(), octets(40), qos(), coin(), {}};
    out.properties = properties(in_will, version);
    return out;
}

Connect RandomPackets::connect(Version version) {
    Connect out{version, coin(), id()};
    out.properties = properties(in_packet(PacketType::connect), version);
    if (coin()) out.client_id = text();
    if (coin()) out.will = will(version);
    if (coin()) out.user_name = text();
    if (coin() && (out.user_name || version == Version::v5_0)) out.password = octets(20);
    return out;
}

Publish RandomPackets::publish(Version version) {
    Publish out{false, qos(), coin(), text(), 0, {}, octets(400)};
    if (out.qos != Qos::at_most_once) {
        out.packet_id = id();
        out.dup = coin();
    }
    out.properties = properties(in_packet(PacketType::publish), version);
    return out;
}

Subscribe RandomPackets::subscribe(Version version) {
    Subscribe out{id(), properties(in_packet(PacketType::subscribe), version), {}};
    for (std::size_t left = 1 + below(3); left > 0; --left) {
        Subscription each{filter(), qos()};
        if (version == Version::v5_0) {
            each.no_local = coin();
            each.retain_as_published = coin();
            each.retain_handling = static_cast<std::uint8_t>(below(3));
        }
        out.subscriptions.push_back(std::move(each));
    }
    return out;
}

Auth RandomPackets::auth() {
    Auth out{reason(PacketType::auth, Version::v5_0), {}};
    out.properties.add(PropertyId::authentication_method, text());
    return out;
}

template <class Ack>
Ack RandomPackets::ack(PacketType type, Version version) {
    Ack out{id()};
    if (version == Version::v3_1_1) return out;
    out.reason = reason(type, version);
    out.properties = properties(in_packet(type), version);
    return out;
}

template <class Ack>
Ack RandomPackets::reasons(PacketType type, Version version) {
    Ack out{id(), properties(in_packet(type), version), {}};
    if (type == PacketType::unsuback && version == Version::v3_1_1) return out;
    for (std::size_t left = 1 + below(3); left > 0; --left) {
        out.reasons.push_back(reason(type, version));
    }
    return out;
}

Packet RandomPackets::next(Version version) {
    const bool is_5 = version == Version::v5_0;
    const auto type = static_cast<PacketType>(1 + below(is_5 ? 15 : 14));
    switch (type) {
        case PacketType::connect:
            return connect(version);
        case PacketType::connack: {
            Connack out{false, reason(type, version), properties(in_packet(type), version)};
            out.session_present = out.reason == 0 && coin();
            return out;
        }
        case PacketType::publish:
            return publish(version);
        case PacketType::puback:
            return ack<Puback>(type, version);
        case PacketType::pubrec:
            return ack<Pubrec>(type, version);
        case PacketType::pubrel:
            return ack<Pubrel>(type, version);
        case PacketType::pubcomp:
            return ack<Pubcomp>(type, version);
        case PacketType::subscribe:
            return subscribe(version);
        case PacketType::suback:
            return reasons<Suback>(type, version);
        case PacketType::unsubscribe:
            return Unsubscribe{id(), properties(in_packet(type), version), {filter(), filter()}};
        case PacketType::unsuback:
            return reasons<Unsuback>(type, version);
        case PacketType::pingreq:
            return Pingreq{};
        case PacketType::pingresp:
            return Pingresp{};
        case PacketType::disconnect:
            if (!is_5) return Disconnect{};
            return Disconnect{reason(type, version), properties(in_packet(type), version)};
        case PacketType::auth:
            return auth();
    }
    return Pingreq{};
}

Bytes RandomPackets::mutated(const Bytes& wire) {
    const ByteView behind_type = ByteView(wire).subspan(1);
    Bytes body = to_bytes(behind_type.subspan(read_varint(behind_type)->size));
    auto first = std::to_integer<std::uint8_t>(wire[0]);
    if (below(8) == 0) first = static_cast<std::uint8_t>(first ^ (1U << below(8)));
    for (std::size_t left = 1 + below(3); left > 0 && !body.empty(); --left) {
        const auto place = body.begin() + static_cast<std::ptrdiff_t>(below(body.size()));
        const std::size_t how = below(3);
        if (how == 0) *place = static_cast<std::byte>(below(256));
        if (how == 1) body.erase(place);
        if (how == 2) body.insert(place, static_cast<std::byte>(below(256)));
    }
    return Raw::packet(first, body);
}

}  // namespace breakwire::mqtt
