#pragma once

#include "devices/boards/wire.hpp"

namespace breakwire::devices {

/// Reads what a terminal with PARMRK and INPCK marks in its input: 0xFF 0x00 before an octet that
/// came damaged, 0xFF 0x00 0x00 for a BREAK, 0xFF twice for an octet 0xFF. Marks may be cut
/// anywhere between two reads.
///
/// A damaged octet of value 0 looks like a BREAK; a terminal does not tell them apart.
/// Source: termios(3).
class MarkedOctets {
public:
    struct Input {
        Bytes octets;  ///< damaged ones included: they are noise, and noise passes
        LineErrors errors;
        int breaks = 0;
    };
    Input read(ByteView marked);

private:
    enum class State { plain, marked, damaged };
    void take(std::byte octet, Input& input);

    State state_ = State::plain;
};

}  // namespace breakwire::devices
