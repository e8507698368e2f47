#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/malform_makers.hpp"
#include "sim/mqtt/raw.hpp"
#include "sim/mqtt/varint.hpp"

namespace breakwire::mqtt::malformed {
namespace {

// Where the fields of a CONNECT stand behind the fixed header (section 3.1.2).
constexpr std::size_t name_at = 2;
constexpr std::size_t level_at = 6;
constexpr std::size_t flags_at = 7;

constexpr unsigned will_flag = 0x04;
constexpr unsigned user_name_flag = 0x80;

/// Overwrites one octet of the body.
Made with_octet(Bytes whole, std::size_t place, std::byte value) {
    const std::size_t header = 1 + read_varint(ByteView(whole).subspan(1))->size;
    whole.at(header + place) = value;
    return whole;
}

Connect* connect_in(Packet& packet) { return std::get_if<Connect>(&packet); }

}  // namespace

Made protocol_name(Packet packet, Version version) {
    return with_octet(encode(packet, version), name_at, std::byte{'X'});
}

Made protocol_level(Packet packet, Version version) {
    return with_octet(encode(packet, version), level_at, std::byte{9});
}

Made connect_flags(Packet packet, Version version, unsigned set, unsigned clear) {
    Bytes whole = encode(packet, version);
    const std::size_t header = 1 + read_varint(ByteView(whole).subspan(1))->size;
    const std::byte flags = whole.at(header + flags_at);
    return with_octet(std::move(whole), flags_at, (flags & ~std::byte(clear)) | std::byte(set));
}

Made password_without_user_name(Packet packet, Version version) {
    Connect* connect = connect_in(packet);
    connect->user_name.reset();
    connect->password = to_bytes("secret");
    return encode(packet, version);
}

Made user_name_missing(Packet packet, Version version) {
    Connect* connect = connect_in(packet);
    connect->user_name.reset();
    connect->password.reset();
    return connect_flags(packet, version, user_name_flag, 0);
}

Made will_qos_3(Packet packet, Version version) {
    Connect* connect = connect_in(packet);
    if (!connect->will) connect->will = Will{"a", {}, {}, false, {}};
    connect->will->qos = static_cast<Qos>(3);
    return encode(packet, version);
}

Made will_flags_without_will(Packet packet, Version version, unsigned flags) {
    connect_in(packet)->will.reset();
    return connect_flags(packet, version, flags, will_flag);
}

Made will_topic_wildcard(Packet packet, Version version) {
    Connect* connect = connect_in(packet);
    if (!connect->will) connect->will.emplace();
    connect->will->topic = "a/#";
    return encode(packet, version);
}

Made authentication_data_alone(Packet packet, Version version) {
    Properties& list = connect_in(packet)->properties;
    list.remove(PropertyId::authentication_method);
    list.remove(PropertyId::authentication_data);
    list.add(PropertyId::authentication_data, to_bytes("proof"));
    return encode(packet, version);
}

Made second_connect(Packet packet, Version version) {
    const Bytes once = encode(packet, version);
    Raw twice;
    return twice.bytes(once).bytes(once).body();
}

Made before_connect(Packet packet, Version version) {
    Raw both;
    return both.bytes(encode(Pingreq{}, version)).bytes(encode(packet, version)).body();
}

Made acknowledge_flags(Packet packet, Version version) {
    return with_octet(encode(packet, version), 0, std::byte{0x02});
}

Made session_present_on_refusal(Packet packet, Version version) {
    auto& connack = std::get<Connack>(packet);
    connack.session_present = true;
    connack.reason = version == Version::v3_1_1 ? 5 : 0x87;
    return encode(packet, version);
}

}  // namespace breakwire::mqtt::malformed
