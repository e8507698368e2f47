#pragma once

#include <cstddef>
#include <optional>

#include "sim/base/bytes.hpp"
#include "sim/mqtt/decode_error.hpp"

namespace breakwire::mqtt {

/// The first mistake in a UTF-8 Encoded String, its offset counted from the start of `text`.
///
/// Refuses what Unicode refuses (overlong forms, surrogates, beyond U+10FFFF, cut sequences), and
/// U+0000. Control characters and non-characters are only discouraged, so they pass.
/// Source: MQTT 5.0 section 1.5.4, [MQTT-1.5.4-1] and [MQTT-1.5.4-2]; 3.1.1 section 1.5.3.
std::optional<DecodeError> find_utf8_mistake(ByteView text);

}  // namespace breakwire::mqtt
