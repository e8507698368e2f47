#pragma once

#include "sim/base/bytes.hpp"

/// What the fuzzers do with an input, for libFuzzer's programs and for the test that replays the
/// corpus. Each returns only if every promise was kept: a broken one ends the program.
namespace breakwire::mqtt::fuzz {

/// Reads the input as a stream, in pieces whose sizes the input chooses; what the framer hands out
/// and keeps is the stream, no octet more or less, whatever the pieces were.
void frame(ByteView input);

/// Decodes the input in both versions: a packet, or a mistake that lies inside of it.
void decode_any(ByteView input);

/// What decodes means the same after it was encoded, and encoding it once more changes no octet.
void round_trip(ByteView input);

/// Breaks whatever decodes by every row of the catalogue that applies: what comes out of one that
/// spoils a packet never decodes.
void malform_any(ByteView input);

}  // namespace breakwire::mqtt::fuzz
