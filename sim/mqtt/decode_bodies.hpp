#pragma once

#include <cstdint>

#include "sim/mqtt/packet.hpp"
#include "sim/mqtt/property_table.hpp"
#include "sim/mqtt/reader.hpp"

/// What follows the fixed header, packet by packet; `decode` puts the parts together.
///
/// Each function reads from a `Reader` that stands behind the fixed header, and leaves its mistakes
/// there. Bytes that remain are for the caller to refuse.
namespace breakwire::mqtt {

/// A property list with its length (5.0 section 2.2.2); nothing at all in 3.1.1.
Properties read_properties(Reader& in, Place place);

/// A topic name outside of a PUBLISH header: neither empty nor with wildcards (section 4.7).
std::string read_topic(Reader& in);

/// A reason code that `type` may carry in the version at hand (5.0 section 2.4).
std::uint8_t read_reason(Reader& in, PacketType type);

Connect read_connect(Reader& in);
Connack read_connack(Reader& in);
/// `flags`: bits 3 to 0 of the first byte.
Publish read_publish(Reader& in, std::uint8_t flags);
Puback read_puback(Reader& in);
Pubrec read_pubrec(Reader& in);
Pubrel read_pubrel(Reader& in);
Pubcomp read_pubcomp(Reader& in);
Subscribe read_subscribe(Reader& in);
Suback read_suback(Reader& in);
Unsubscribe read_unsubscribe(Reader& in);
Unsuback read_unsuback(Reader& in);
Disconnect read_disconnect(Reader& in);
Auth read_auth(Reader& in);

}  // namespace breakwire::mqtt
