#pragma once

#include <string>

#include "sim/base/bytes.hpp"
#include "sim/mqtt/packet.hpp"
#include "sim/mqtt/version.hpp"

namespace breakwire::mqtt {

/// One line for people; the password is counted, not shown:
///
///     CONNECT 5.0 id "thermometer" clean keep_alive 10s will plant/1/state "offline" q1 retain
///     PUBLISH q1 id 7 retain plant/1/state "offline" {message_expiry_interval 30}
///     SUBACK id 1 [0x01]
std::string describe(const Packet& packet, Version version);

/// Printable UTF-8 in quotes, cut after 40 characters; anything else as `<12 bytes 0a0b..>`.
std::string describe_payload(ByteView payload);

}  // namespace breakwire::mqtt
