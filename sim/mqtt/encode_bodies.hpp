#pragma once

#include <cstdint>
#include <type_traits>

#include "sim/mqtt/packet.hpp"
#include "sim/mqtt/raw.hpp"

/// What follows the fixed header, packet by packet; `encode` puts the header in front.
namespace breakwire::mqtt {

/// The property list with its length (5.0 section 2.2.2).
void write_properties(Raw& out, const Properties& properties);
/// The same, or nothing in 3.1.1.
void write_properties(Raw& out, const Properties& properties, Version version);

Raw connect_body(const Connect& connect);
Raw connack_body(const Connack& connack, Version version);
/// DUP, QoS and RETAIN in their places in the first byte (section 3.3.1).
std::uint8_t publish_flags(const Publish& publish);
Raw publish_body(const Publish& publish, Version version);
Raw subscribe_body(const Subscribe& subscribe, Version version);
Raw unsubscribe_body(const Unsubscribe& unsubscribe, Version version);
Raw disconnect_body(const Disconnect& disconnect, Version version);
Raw auth_body(const Auth& auth);

/// PUBACK, PUBREC, PUBREL and PUBCOMP in their shortest form: reason and properties go only where
/// they say something (5.0 section 3.4.2.1 and its siblings).
template <class Ack>
Raw ack_body(const Ack& ack, Version version) {
    Raw out;
    out.u16(ack.packet_id);
    if (version == Version::v3_1_1) return out;
    if (ack.reason != 0 || !ack.properties.empty()) out.u8(ack.reason);
    if (!ack.properties.empty()) write_properties(out, ack.properties);
    return out;
}

/// SUBACK and UNSUBACK; a 3.1.1 UNSUBACK has no reasons to write.
template <class Ack>
Raw reasons_body(const Ack& ack, Version version) {
    Raw out;
    out.u16(ack.packet_id);
    write_properties(out, ack.properties, version);
    if (std::is_same_v<Ack, Unsuback> && version == Version::v3_1_1) return out;
    for (const std::uint8_t reason : ack.reasons) out.u8(reason);
    return out;
}

}  // namespace breakwire::mqtt
