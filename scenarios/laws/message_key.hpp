#pragma once

#include <cstdint>
#include <string_view>

#include "sim/base/bytes.hpp"

namespace breakwire::scenarios {

/// Stands for a topic with a payload: what a subscriber can tell one message from another by.
///
/// A digest, so that a law remembers a message without keeping its payload. Two messages share one
/// with a chance of 2^-64; then a law takes them for the same.
using MessageKey = std::uint64_t;

MessageKey message_key(std::string_view topic, ByteView payload);

}  // namespace breakwire::scenarios
