#pragma once

#include "sim/base/bytes.hpp"
#include "sim/mqtt/decode_error.hpp"
#include "sim/mqtt/packet.hpp"
#include "sim/mqtt/version.hpp"

namespace breakwire::mqtt {

/// Reads one whole control packet, fixed header included, and holds it to every rule that a single
/// packet can break.
///
/// A CONNECT names its version itself, so `version` is ignored for it. What depends on the
/// direction, the session or earlier packets (may a client send this, is the alias known) is not
/// judged here. Never throws, never reads outside `packet`; what it allocates grows with the
/// octets that are there, never with a length that is only announced.
/// Source: MQTT 3.1.1 and 5.0, chapters 2 and 3.
Decoded<Packet> decode(ByteView packet, Version version);

}  // namespace breakwire::mqtt
