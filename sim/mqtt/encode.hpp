#pragma once

#include "sim/base/bytes.hpp"
#include "sim/mqtt/packet.hpp"
#include "sim/mqtt/version.hpp"

namespace breakwire::mqtt {

/// Writes what the struct says, forbidden values included: packet id 0, a QoS of 3, DUP at QoS 0,
/// a property where it may not stand. A CONNECT uses its own version.
///
/// What the format has no place for stays behind: properties and reasons in 3.1.1, the packet id of
/// a QoS 0 PUBLISH. Acknowledgements, DISCONNECT and AUTH take their shortest form. Strings and
/// binary fields hold at most 65'535 bytes, a packet 268'435'455 after its header; whoever accepts
/// longer ones from a user has to refuse them there. `Raw` builds everything else.
/// Source: MQTT 3.1.1 and 5.0, chapters 2 and 3.
Bytes encode(const Packet& packet, Version version);

}  // namespace breakwire::mqtt
