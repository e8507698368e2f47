#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/mqtt/version.hpp"

namespace breakwire::mqtt {

/// The standard's name of a code as `type` uses it: 0x00 is "Success", in a DISCONNECT "Normal
/// disconnection", in a SUBACK "Granted QoS 0". Empty if that packet does not know the code.
/// Source: MQTT 5.0 section 2.4, table 2-6; 3.1.1 sections 3.2.2.3 (CONNACK) and 3.9.3 (SUBACK).
std::string_view reason_name(PacketType type, Version version, std::uint8_t code);

/// Whether the standard lets `type` carry `code`.
bool reason_known(PacketType type, Version version, std::uint8_t code);

/// "0x87 Not authorized"; "0x42 unknown reason" for a code that `type` does not know.
std::string reason_text(PacketType type, Version version, std::uint8_t code);

}  // namespace breakwire::mqtt
