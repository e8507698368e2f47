#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace breakwire::mqtt {

/// The protocol spoken on a connection; the values are the Protocol Level of CONNECT
/// (MQTT 3.1.1 and 5.0, section 3.1.2.2).
enum class Version : std::uint8_t { v3_1_1 = 4, v5_0 = 5 };

/// Quality of Service (section 4.3). The value 3 is malformed wherever it appears; the encoder
/// writes it all the same when a test casts it into this type.
enum class Qos : std::uint8_t { at_most_once, at_least_once, exactly_once };

/// Bits 7 to 4 of a packet's first byte (section 2.1.2; `auth` exists in 5.0 alone).
enum class PacketType : std::uint8_t {
    connect = 1,
    connack,
    publish,
    puback,
    pubrec,
    pubrel,
    pubcomp,
    subscribe,
    suback,
    unsubscribe,
    unsuback,
    pingreq,
    pingresp,
    disconnect,
    auth = 15,
};

/// "3.1.1" or "5.0".
std::string_view to_string(Version version);

/// The standard's name, in capitals: "CONNECT".
std::string_view name(PacketType type);

/// Reads a name in capitals or in lower case; nothing if it is not one.
std::optional<PacketType> packet_type_named(std::string_view text);

}  // namespace breakwire::mqtt
